import { useHotkeys } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import type { Viewer } from '../../services/viewer';

const Palette = lazy(() => import('./Palette').then(({ Palette }) => ({ default: Palette })));
const KeyHelp = lazy(() => import('./KeyHelp').then(({ KeyHelp }) => ({ default: KeyHelp })));

/** Keys that work on every page: Ctrl-K goes anywhere, "?" tells the keys. What they open is loaded then. */
export function Keys({ viewer }: { viewer: Viewer }) {
  const [open, setOpen] = useState<'palette' | 'help' | null>(null);
  // Some keyboards have "?" without the shift key.
  useHotkeys(['?', 'shift+?'].map((key) => [key, () => setOpen('help')]));
  // Also from within a field.
  useHotkeys([['mod+K', () => setOpen('palette')]], []);
  const close = () => setOpen(null);
  return (
    <Suspense fallback={null}>
      {open === 'palette' && <Palette viewer={viewer} onClose={close} />}
      {open === 'help' && <KeyHelp onClose={close} />}
    </Suspense>
  );
}
