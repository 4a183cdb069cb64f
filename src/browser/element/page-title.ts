// The title of the page as what tells the query and the open article, where the element is told to write there.

/** Tells what is shown. */
export interface PageTitle {
  /** Takes the page's title as it is for the part that stays. */
  begin(): void
  /** Tells the article and the query; what is empty is left out. */
  tell(headline: string, query: string): void
  /** Gives the page its title back. */
  end(): void
}

/** The title of this page, for an element that has the attribute `page-title`. */
export function pageTitle(element: Element): PageTitle {
  let own = ''
  const write = (...texts: string[]) => {
    if (element.hasAttribute('page-title')) document.title = [...texts, own].filter((text) => text !== '').join(' – ')
  }
  return {
    begin() {
      own = document.title
    },
    tell: (headline, query) => write(headline, query.trim()),
    end: () => write(),
  }
}
