// What the tests ask of a search page: its parts by name, what it says, where the focus is.

import type { Page } from 'playwright-core'

/** The texts of the element's parts with that name. */
export const parts = (page: Page, name: string): Promise<string[]> => page.locator(`rostrum-search [part~=${name}]`).allTextContents()

/** Waits until the live region says it. */
export async function status(page: Page, text: RegExp): Promise<void> {
  await page.locator('rostrum-search [role=status]', { hasText: text }).waitFor({ timeout: 10_000 })
}

/** What has the focus within the element: its tag, parts and text; empty for nothing. */
export function active(page: Page): Promise<{ tag: string; type: string; part: string; text: string }> {
  return page.evaluate(() => {
    const element = document.querySelector('rostrum-search')?.shadowRoot?.activeElement
    const given = (name: string) => element?.getAttribute(name) ?? ''
    return { tag: element?.tagName ?? '', type: given('type'), part: given('part'), text: element?.textContent ?? '' }
  })
}

/** Waits until what was asked is answered: the address and the mark of waiting change at once. */
export async function settled(page: Page): Promise<void> {
  await page.locator('rostrum-search [part=results]:not([aria-busy])').waitFor({ state: 'attached', timeout: 10_000 })
}
