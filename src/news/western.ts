// What windows-1252 has at 128 to 159, where ISO 8859-1 has control characters that no text means.

const characters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** The character of windows-1252 at a code from 128 to 159; five of them are control characters there too. */
export function westernCharacter(code: number): string {
  return characters[code - 128]
}

/** Makes of control characters what windows-1252 has in their place: some versions of Node decode it as if it were ISO 8859-1. */
export function mendWestern(text: string): string {
  return text.replace(/[\u0080-\u009f]/g, (control) => westernCharacter(control.charCodeAt(0)))
}
