import { Alert, Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { AbilityButton } from '../AbilityButton';
import { useComparisonText } from '../ComparisonTable';
import { Status } from '../Status';
import { RequestText } from './RequestText';

interface Props {
  deal: DealDetails;
  onAsk(): void;
}

/** Whether the acting user may decide the deal alone; if not, by which figures and who was asked (AP-1). */
export function AuthorityBanner({ deal, onAsk }: Props) {
  return <div aria-live="polite">{deal.acting && (deal.blocked ? <Blocked deal={deal} onAsk={onAsk} /> : <Free deal={deal} />)}</div>;
}

function Free({ deal: { acting, grant, comparisons } }: { deal: DealDetails }) {
  const { t } = useTranslation();
  const { money, instant } = useFormats();
  const name = acting?.name ?? '';
  if (!grant || comparisons.every(({ covered }) => covered)) {
    return (
      <Text component="p" size="sm" m={0} data-testid="authority">
        <Status tone="good">{t('deal.within', { name })}</Status>
      </Text>
    );
  }
  return (
    <Alert color="green" variant="outline" icon={<IconCircleCheck size={18} />} title={t('deal.granted', { name })} data-testid="authority">
      {t('deal.grantedBy', { name: grant.approver?.name ?? t('deal.elsewhere'), at: instant(grant.at), amount: money(grant.loanAmount) })}
    </Alert>
  );
}

function Blocked({ deal, onAsk }: Props) {
  const { t } = useTranslation();
  const textOf = useComparisonText();
  const { acting, comparisons, request, requests } = deal;
  const last = request ?? requests.find(({ state }) => state === 'DECLINED') ?? null;
  const [ability, label] = request ? [request.can('reroute'), t('approval.reroute')] : [deal.can('requestApproval'), t('approval.ask')];
  return (
    <Alert
      color="orange"
      variant="outline"
      icon={<IconAlertTriangle size={18} />}
      title={t('deal.blocked', { name: acting?.name ?? '' })}
      data-testid="authority"
    >
      {comparisons
        .filter(({ covered }) => !covered)
        .map((comparison) => (
          <div key={comparison.code}>{textOf(comparison)}</div>
        ))}
      {last && <RequestText approval={last} />}
      <Group gap="sm" mt="xs">
        {request?.can('decide').allowed && (
          <Anchor component={Link} to={`/approvals/${request.id}`} size="sm" fw={500}>
            {t('approval.decide')}
          </Anchor>
        )}
        <AbilityButton ability={ability} label={label} variant="filled" onClick={onAsk} />
      </Group>
    </Alert>
  );
}
