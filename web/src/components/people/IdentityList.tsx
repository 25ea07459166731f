import { Anchor, Skeleton, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { kindNames } from '../connections/vendors';
import { useFormats } from '../../services/format';
import { useIdentities, type Identity } from '../../services/identities';
import { mayOpen } from '../../services/viewer';
import { useViewer } from '../../services/viewerContext';
import { TroubleNotice } from '../Notice';
import classes from './SessionList.module.css';

/** By what names the company's identity providers know somebody. */
export function IdentityList({ id }: { id: string }) {
  const { t } = useTranslation();
  const { list, trouble, retry } = useIdentities(id);
  if (trouble && !list) return <TroubleNotice trouble={trouble} onRetry={retry} />;
  if (list === undefined) return <Skeleton height={44} />;
  if (list === null || list.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t(list ? 'linked.none' : 'linked.hidden')}
      </Text>
    );
  }
  return (
    <ul className={classes.list} aria-label={t('linked.title')}>
      {list.map((identity) => (
        <Line key={identity.connectionId} identity={identity} />
      ))}
    </ul>
  );
}

function Line({ identity: { connectionId, connectionName, kind, subject, linkedAt } }: { identity: Identity }) {
  const { t } = useTranslation();
  const { instant } = useFormats();
  const viewer = useViewer();
  return (
    <li className={classes.line}>
      <span className={classes.text}>
        <Text size="sm" truncate>
          {mayOpen(viewer, 'connections') ? (
            <Anchor renderRoot={(look) => <Link {...look} to="/connections/$connectionId" params={{ connectionId }} />}>{connectionName}</Anchor>
          ) : (
            connectionName
          )}
          {` · ${kindNames[kind]}`}
        </Text>
        <Text size="xs" c="dimmed" className={classes.name}>
          {t('lists.pair', { label: t('linked.subject'), value: subject })}
        </Text>
        <Text size="xs" c="dimmed">
          {t('linked.since', { at: instant(linkedAt) })}
        </Text>
      </span>
    </li>
  );
}
