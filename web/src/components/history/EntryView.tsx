import { Alert, Stack, Table, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../services/format';
import type { HistoryDetails } from '../../services/historyPage';
import { useNames } from '../../services/names';
import { Fact, Facts } from '../Facts';
import figures from '../FigureTable.module.css';
import { HistoryValue } from '../HistoryValue';
import link from '../lists/DataTable.module.css';
import { PersonLink } from '../PersonLink';

/** One entry: who, on whose behalf, what, when, before and after, and why. */
export function EntryView({ entry }: { entry: HistoryDetails }) {
  const { t } = useTranslation();
  const { moment } = useFormats();
  const names = useNames();
  const { at, kind, actor, onBehalfOf, target, about, detail, status, comment, requestId, erased } = entry;
  return (
    <Stack gap="md">
      <Facts>
        <Fact label={t('history.when')}>{moment(at)}</Fact>
        <Fact label={t('history.who')}>
          {kind === 'USER' && actor.id ? <PersonLink id={actor.id} name={actor.name} /> : actor.name}
          {kind !== 'USER' && kind !== 'SYSTEM' && ` (${t(`history.actorKind.${kind}` as never)})`}
          {actor.id && (
            <Text size="xs" c="dimmed" ff="monospace">
              {actor.id}
            </Text>
          )}
        </Fact>
        {onBehalfOf && (
          <Fact label={t('history.onBehalfOf')}>
            <PersonLink id={onBehalfOf.id} name={onBehalfOf.name} />
          </Fact>
        )}
        <Fact label={t('history.target')}>
          {target.name || t(`history.kind.${target.id.split('_')[0]}` as never, { defaultValue: target.id })}
          <Text size="xs" c="dimmed" ff="monospace">
            {target.id}
          </Text>
          <Link to="/history" search={{ target: target.id }} className={link.link}>
            {t('history.allOfTarget')}
          </Link>
        </Fact>
        {about && (
          <Fact label={t('history.about')}>
            <PersonLink id={about.id} name={about.name} />
          </Fact>
        )}
        {detail && <Fact label={t('history.reason')}>{names.detail(detail)}</Fact>}
        {status && <Fact label={t('history.status')}>{names.dealStatus(status)}</Fact>}
        {comment && <Fact label={t('history.comment')}>{comment}</Fact>}
        <Fact label={t('history.requestId')}>{requestId}</Fact>
      </Facts>
      {erased && (
        <Alert color="gray" variant="outline" title={t('history.erasedTitle')}>
          {t('history.erasedText')}
        </Alert>
      )}
      {entry.changes.length > 0 && <ChangeTable entry={entry} />}
    </Stack>
  );
}

/** Field by field, before and after. */
function ChangeTable({ entry: { changes } }: { entry: HistoryDetails }) {
  const { t } = useTranslation();
  const names = useNames();
  return (
    <div className={figures.frame} tabIndex={0} role="region" aria-label={t('history.changes')}>
      <Table className={figures.table} verticalSpacing={5} horizontalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('history.field')}</Table.Th>
            <Table.Th>{t('history.before')}</Table.Th>
            <Table.Th>{t('history.after')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ field, before, after }) => (
            <Table.Tr key={field}>
              <Table.Td className={figures.text}>{names.field(field)}</Table.Td>
              <Table.Td className={figures.text}>
                <HistoryValue field={field} value={before} />
              </Table.Td>
              <Table.Td className={figures.text}>
                <ins className={figures.after}>
                  <HistoryValue field={field} value={after} />
                </ins>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
