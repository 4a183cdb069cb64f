// How the element looks; colours, sizes and fonts are custom properties that a page may set.

/** The style sheet of a shadow root. */
export function styleSheet(): CSSStyleSheet {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(styles)
  return sheet
}

const styles = `
:host {
  --rostrum-text: #1c1c1e; --rostrum-faint: #5a5a62; --rostrum-back: #ffffff; --rostrum-line: #c9c9d0;
  --rostrum-link: #0b4f9e; --rostrum-mark: #ffe9a8; --rostrum-mark-text: #1c1c1e; --rostrum-focus: #0b4f9e; --rostrum-bar: #6f94c4;
  --rostrum-font: system-ui, sans-serif; --rostrum-size: 1rem; --rostrum-gap: 1rem; --rostrum-radius: 0.4rem;
  color-scheme: light dark; display: block; container-type: inline-size; color: var(--rostrum-text); background: var(--rostrum-back);
  font: var(--rostrum-size)/1.5 var(--rostrum-font); overflow-wrap: anywhere;
}
:host([hidden]) { display: none; }
@media (prefers-color-scheme: dark) {
  :host {
    --rostrum-text: #ececf0; --rostrum-faint: #b0b0ba; --rostrum-back: #16161a; --rostrum-line: #4a4a54;
    --rostrum-link: #8fbcf5; --rostrum-mark: #6b5300; --rostrum-mark-text: #ffffff; --rostrum-focus: #8fbcf5; --rostrum-bar: #4d78b0;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
.hidden-text { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[part=box] { position: relative; display: flex; align-items: center; }
input, select, button { font: inherit; color: inherit; background: var(--rostrum-back); border: 1px solid var(--rostrum-line); border-radius: var(--rostrum-radius); }
[part=input] { inline-size: 100%; padding: 0.6rem 2.6rem 0.6rem 0.8rem; padding-inline: 0.8rem 2.6rem; appearance: none; }
[part=input]::-webkit-search-cancel-button { display: none; }
[part=input]::placeholder { color: var(--rostrum-faint); opacity: 1; }
[part=clear] { position: absolute; inset-inline-end: 0.3rem; inline-size: 2rem; block-size: 2rem; border: 0; cursor: pointer; }
[part=suggestions] {
  position: absolute; z-index: 2; inset-inline: 0; inset-block-start: 100%; margin: 0.2rem 0 0; padding: 0.2rem 0; list-style: none; max-block-size: 18rem;
  overflow: auto; background: var(--rostrum-back); border: 1px solid var(--rostrum-line); border-radius: var(--rostrum-radius);
}
[part=suggestion] { padding: 0.4rem 0.8rem; cursor: pointer; }
[part=suggestion][aria-selected=true] { background: var(--rostrum-link); color: var(--rostrum-back); }
:focus-visible { outline: 2px solid var(--rostrum-focus); outline-offset: 2px; }
[part=tools] { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem var(--rostrum-gap); margin-block: 0.8rem; }
[part=status] { margin: 0; color: var(--rostrum-faint); }
/* short texts of the other direction stay in their column */
[part=status], [part=snippet], [part=quotation], [part=value] span { text-align: -webkit-match-parent; text-align: match-parent; }
[part=sort] select { padding: 0.25rem 0.4rem; margin-inline-start: 0.4rem; }
[part=tabs] { display: flex; gap: 0.3rem; margin-block-start: 0.8rem; border-block-end: 1px solid var(--rostrum-line); }
[part~=tab] { border: 0; border-block-end: 3px solid transparent; border-radius: 0; padding: 0.4rem 0.9rem; cursor: pointer; }
[part~=tab][aria-selected=true] { border-block-end-color: var(--rostrum-link); font-weight: 600; }
[part=columns] { display: grid; gap: calc(1.6 * var(--rostrum-gap)); grid-template-columns: minmax(0, 1fr); }
[part=filters] { padding: 0.25rem 0.8rem; cursor: pointer; }
:not(.has-facets) > [part=tools] > [part=filters] { display: none; }
@container (max-width: 45.99rem) { [part=facets]:not(.open) { display: none; } [part=status] { flex-basis: 100%; } }
@container (min-width: 46rem) {
  .has-facets > [part=columns] { grid-template-columns: 15rem minmax(0, 1fr); }
  [part=filters] { display: none; }
}
[part=hits] { margin: 0; padding: 0; list-style: none; }
[part=hit] { padding-block: 0.9rem; border-block-start: 1px solid var(--rostrum-line); }
[part=hit]:first-child { border-block-start: 0; padding-block-start: 0; }
[part=headline] { margin: 0; font-size: 1.1em; line-height: 1.35; }
/* a headline is a few lines, whatever stands in its place */
[part=headline] a, [part=article-headline] { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 5; overflow: hidden; }
[part=headline] a { inline-size: fit-content; }
[part=article-headline] { -webkit-line-clamp: 12; }
a { color: var(--rostrum-link); text-underline-offset: 0.15em; }
[part=facts] { margin: 0.15rem 0 0; color: var(--rostrum-faint); font-size: 0.92em; }
[part=snippet], [part=actions] { margin: 0.35rem 0 0; }
[part=actions] { font-size: 0.92em; }
[part=quotation] { margin: 0; font-size: 1.05em; }
[part=source-line] { margin: 0.35rem 0 0; }
[part=speaker] { font-weight: 600; }
mark { background: var(--rostrum-mark); color: var(--rostrum-mark-text); border-radius: 0.15em; padding-inline: 0.08em; }
[part=more], [part=back], [part=retry], [part=reset], [part=clear-filters] { padding: 0.45rem 1rem; cursor: pointer; }
[part=more] { margin-block: 1rem; }
[part=article] { outline-offset: 0.5rem; max-inline-size: 44rem; margin-block-start: 1rem; }
[part=article-headline] { line-height: 1.25; margin-block: 1rem 0.2rem; }
[part~=years] { display: grid; grid-template-columns: repeat(auto-fill, minmax(6rem, 1fr)); column-gap: 1.2rem; }
[part~=years] legend, [part~=years] [part=others] { grid-column: 1 / -1; }
[part=facets] > [part=clear-filters] { margin-block-end: 1rem; }
[part=facets] fieldset { border: 0; margin: 0 0 1.2rem; padding: 0; min-inline-size: 0; }
[part=facets] legend { font-weight: 600; padding: 0; margin-block-end: 0.3rem; }
[part=value] { display: flex; align-items: baseline; gap: 0.45rem; padding-block: 0.12rem; cursor: pointer; }
[part=value] span:first-of-type { display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 3; overflow: hidden; }
[part=value] span:last-child { flex: none; margin-inline-start: auto; color: var(--rostrum-faint); font-variant-numeric: tabular-nums; }
[part=others] { margin: 0.2rem 0 0; padding: 0; border: 0; color: var(--rostrum-faint); font-size: 0.92em; text-align: start; }
button[part=others] { color: var(--rostrum-link); text-decoration: underline; text-underline-offset: 0.15em; cursor: pointer; }
[part=histogram] { display: flex; align-items: end; gap: 1px; block-size: 4.5rem; margin-block-end: 0.5rem; border-block-end: 1px solid var(--rostrum-line); }
[part=histogram] span { flex: 1 1 0; min-inline-size: 1px; background: var(--rostrum-bar); }
[part=span] { display: flex; justify-content: space-between; margin: -0.3rem 0 0.5rem; color: var(--rostrum-faint); font-size: 0.85em; }
[part=dates] { display: grid; grid-template-columns: repeat(auto-fit, minmax(10rem, 1fr)); gap: 0.5rem; }
[part=dates] input { inline-size: 100%; padding: 0.25rem; }
[part=notice] { margin-block-end: var(--rostrum-gap); padding: 0.8rem 1rem; border: 1px solid var(--rostrum-line); border-radius: var(--rostrum-radius); }
[part=advice] { margin-block: 0.4rem; }
[part=details] { margin-block-start: 0.6rem; color: var(--rostrum-faint); font-size: 0.92em; }
[part=problem] { margin: 0 0 0.6rem; color: var(--rostrum-faint); font-size: 0.92em; }
@media (forced-colors: active) {
  mark { background: Mark; color: MarkText; forced-color-adjust: none; }
  [part=suggestion][aria-selected=true] { background: Highlight; color: HighlightText; forced-color-adjust: none; }
  [part~=tab][aria-selected=false] { border-color: Canvas; }
  [part=histogram] span { background: CanvasText; forced-color-adjust: none; }
}
@media (prefers-reduced-motion: no-preference) { [part=hits].waiting { opacity: 0.55; transition: opacity 0.2s 0.15s; } }
`
