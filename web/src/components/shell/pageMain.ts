/** The page's main landmark: what floats above a list belongs there, not beside all landmarks. */
export const pageMain = (): HTMLElement => document.querySelector('main') ?? document.body;
