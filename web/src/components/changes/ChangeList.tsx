import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AskedChange } from '../../services/changes';
import { useFormats } from '../../services/format';
import { useNames } from '../../services/names';
import history from '../HistoryList.module.css';
import { HistoryValue } from '../HistoryValue';
import { PersonLink } from '../PersonLink';
import { Status, type Tone } from '../Status';
import classes from './ChangeList.module.css';
import { DecideChange } from './DecideChange';

const tones: Record<AskedChange['state'], Tone> = { PENDING: 'warn', CONFIRMED: 'good', REJECTED: 'bad', VOID: 'quiet' };

/** Each change with what it would make of a person, who asked, and the way to decide. */
export function ChangeList({ changes }: { changes: AskedChange[] }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.list} aria-label={t('changes.title')}>
      {changes.map((change) => (
        <Item key={change.id} change={change} />
      ))}
    </ul>
  );
}

function Item({ change }: { change: AskedChange }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const names = useNames();
  const { person, kind, state, by, at, decidedBy, decidedAt, comment } = change;
  return (
    <li className={classes.item}>
      <Group justify="space-between" gap="sm">
        <Text size="sm" fw={500} component="div">
          {person ? <PersonLink {...person} /> : t('changes.gone')} · {t(`changes.kind.${kind}`)}
        </Text>
        <Text size="sm" component="div">
          <Status tone={tones[state]}>{t(`changes.state.${state}`)}</Status>
        </Text>
      </Group>
      <dl className={classes.fields}>
        {change.changes.map(({ field, before, after }) => (
          <div key={field} className={`${classes.field} ${history.change}`}>
            <dt>{names.field(field)}</dt>
            <dd>
              <del>
                <HistoryValue field={field} value={before} />
              </del>{' '}
              <span aria-hidden>→</span>{' '}
              <ins>
                <HistoryValue field={field} value={after} />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
      <Text size="xs" c="dimmed">
        {t('changes.askedBy', { name: by?.name ?? t('changes.program'), instant: instant(at) })}
        {decidedBy && decidedAt && ` · ${t('changes.decidedBy', { name: decidedBy.name, instant: instant(decidedAt) })}`}
      </Text>
      {comment && <Text size="sm">{comment}</Text>}
      {state === 'PENDING' && <DecideChange change={change} />}
    </li>
  );
}
