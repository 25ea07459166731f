import { Anchor, Divider, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ApprovalDetails } from '../../services/approvals';
import type { DealDetails } from '../../services/deal';
import { useFormats } from '../../services/format';
import { ComparisonTable } from '../ComparisonTable';
import { DealFacts } from '../deals/DealFacts';
import { DealStatusText } from '../deals/DealStatusText';
import { FacilityTable } from '../deals/FacilityTable';
import { PersonLink } from '../PersonLink';
import { ApprovalStateText } from './ApprovalStateText';
import { DecideForm } from './DecideForm';
import { Places } from './Places';
import { RerouteForm } from './RerouteForm';

/** A request with what is needed to decide it: who asks and why, the figures, one's own limits. */
export function ApprovalDrawer({ approval }: { approval: ApprovalDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const { deal, requestedBy, comment, createdAt, state } = approval;
  return (
    <Stack gap="md">
      <div>
        <Group justify="space-between" gap="sm">
          <Text size="sm">
            {requestedBy ? <PersonLink {...requestedBy} /> : t('approval.somebody')}
            <Text component="span" size="sm" c="dimmed">{` · ${instant(createdAt)}`}</Text>
          </Text>
          <Text component="span" size="sm">
            <ApprovalStateText state={state} />
          </Text>
        </Group>
        {comment && (
          <Text component="blockquote" size="sm" m={0} mt={6}>
            {comment}
          </Text>
        )}
      </div>
      {approval.can('decide').allowed && deal && <DecideForm approval={approval} deal={deal} />}
      {approval.can('reroute').allowed && state === 'UNROUTED' && deal && <RerouteForm approval={approval} dealId={deal.id} />}
      <Places approval={approval} />
      <Divider />
      {deal ? <DealPart deal={deal} /> : <Text size="sm">{t('approval.hiddenDeal')}</Text>}
    </Stack>
  );
}

function DealPart({ deal }: { deal: DealDetails }) {
  const { t } = useTranslation();
  return (
    <section>
      <Group justify="space-between" mb="xs">
        <Title order={3}>
          <Anchor component={Link} to={`/deals/${deal.id}`} inherit>
            {t('deal.title', { reference: deal.reference })}
          </Anchor>
        </Title>
        <Text component="span" size="sm">
          <DealStatusText status={deal.status} />
        </Text>
      </Group>
      {deal.acting && deal.comparisons.length > 0 && (
        <>
          <Text size="xs" c="dimmed">
            {t('deal.limitsOf', { name: deal.acting.name })}
          </Text>
          <ComparisonTable label={t('deal.limitsOf', { name: deal.acting.name })} comparisons={deal.comparisons} />
        </>
      )}
      <Title order={3} mt="md" mb={4}>
        {t('deal.figures')}
      </Title>
      <FacilityTable facilities={deal.facilities} />
      <DealFacts deal={deal} />
    </section>
  );
}
