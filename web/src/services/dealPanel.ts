/** What is open beside a deal; the address says it. */
export type DealPanel = 'assign' | 'status' | 'ask' | 'figures';

const panels: readonly DealPanel[] = ['assign', 'status', 'ask', 'figures'];

export interface DealSearch {
  panel?: DealPanel;
}

export const dealSearch = (raw: Record<string, unknown>): DealSearch => ({ panel: panels.find((panel) => panel === raw['panel']) });
