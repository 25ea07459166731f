import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Whom } from '../../../services/bulk';
import { useViewer } from '../../../services/viewerContext';
import { AbilityButton } from '../../AbilityButton';
import { bulkKinds, mayBulk, type BulkKind } from './kinds';

const BulkDialog = lazy(() => import('./BulkDialog').then(({ BulkDialog }) => ({ default: BulkDialog })));

interface Props {
  whom: Whom;
  count: number;
  onDone(): void;
}

/** What can be done to everybody who is chosen. */
export function BulkActions({ whom, count, onDone }: Props) {
  const { t } = useTranslation();
  const viewer = useViewer();
  const [open, setOpen] = useState<BulkKind | null>(null);
  const may = (kind: BulkKind) => ({ allowed: mayBulk(kind, viewer.permissions), reason: t('people.bulk.lacks') });
  return (
    <>
      {bulkKinds.map((kind) => (
        <AbilityButton key={kind} size="compact-sm" ability={may(kind)} label={t(`people.bulk.kind.${kind}`)} onClick={() => setOpen(kind)} />
      ))}
      <Suspense fallback={null}>
        {open && <BulkDialog kind={open} whom={whom} count={count} onClose={() => setOpen(null)} onDone={onDone} />}
      </Suspense>
    </>
  );
}
