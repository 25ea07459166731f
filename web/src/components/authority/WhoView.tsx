import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useApproversThen } from '../../services/approvers';
import type { AuthoritySearch } from '../../services/authority';
import { useFormats } from '../../services/format';
import { useViewer } from '../../services/viewerContext';
import { asOfIn } from '../../services/zone';
import { OthersTable } from '../approvals/OtherApprovers';
import { Columns, PageBody } from '../PageBody';
import { Panel } from '../Panel';
import { ApproverTable } from './ApproverTable';
import { WhoForm } from './WhoForm';

interface Props {
  search: AuthoritySearch;
  onChange(part: Partial<AuthoritySearch>): void;
}

/** "Who could approve 500,000 on 3 March?": with people, limits, absences and settings of then (HI-3). */
export function WhoView({ search, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <PageBody>
      <Panel title={t('who.title')}>
        <WhoForm search={search} onChange={onChange} />
      </Panel>
      {search.amount ? (
        <Answer key={JSON.stringify(search)} amount={search.amount} search={search} />
      ) : (
        <Text size="sm" c="dimmed" px={4}>
          {t('who.hint')}
        </Text>
      )}
    </PageBody>
  );
}

function Answer({ amount, search: { as = 'mortgageSecured', bps = 0, at } }: { amount: string; search: AuthoritySearch }) {
  const { t } = useTranslation();
  const { money, instant } = useFormats();
  const { zone, currency, limitsView } = useViewer();
  const then = at ? asOfIn(zone, at) : null;
  const figures = { loanAmount: amount, discretionBps: bps, ...(limitsView === 'EXPANDED' && { [as]: amount }) };
  const approvers = useApproversThen(figures, then);
  const others = useApproversThen(figures, then, true);
  const what = { amount: money({ amount, currency }), at: then ? instant(then) : '' };
  return (
    <Columns>
      <Panel title={then ? t('who.then', what) : t('who.now', what)}>
        <ApproverTable approvers={approvers} />
      </Panel>
      <Panel title={t('who.others')}>
        <OthersTable others={others} />
      </Panel>
    </Columns>
  );
}
