import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ApprovalDetails } from '../../services/approvals';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import { PersonLink } from '../PersonLink';
import { Status, type Tone } from '../Status';
import classes from './Places.module.css';

const tones: Record<ApprovalDetails['places'][number]['state'], Tone> = { PENDING: 'calm', UNROUTED: 'warn', APPROVED: 'good', DECLINED: 'bad' };

/** Who was asked, and what each said; two places above the company's amount (AP-9). */
export function Places({ approval: { places } }: { approval: ApprovalDetails }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  return (
    <section>
      <Title order={3} mb={4}>
        {t('approval.places', { count: places.length })}
      </Title>
      <ul className={classes.places}>
        {places.map(({ approver, state, decidedAt, comment }, place) => (
          <li key={place} className={classes.place}>
            <span>{approver ? <PersonLink {...approver} /> : t('approval.somebody')}</span>
            <span>
              <Status tone={tones[state]}>{names.placeState(state)}</Status>
            </span>
            <Text component="span" size="xs" c="dimmed" className={classes.rest}>
              {decidedAt && instant(decidedAt)} {comment && <q>{comment}</q>}
            </Text>
          </li>
        ))}
      </ul>
    </section>
  );
}
