import { RouterProvider } from '@tanstack/react-router';
import { lazy, Suspense, useMemo } from 'react';
import type { Root } from 'react-dom/client';
import { useTranslation } from 'react-i18next';
import { Provider } from 'urql';
import { Frame } from '../components/shell/Frame';
import { TroubleNotice } from '../components/Notice';
import { createClient } from '../services/client';
import type { Trouble } from '../services/fault';
import { startLanguage } from '../services/language';
import { createProof, type Proof } from '../services/proof';
import { readSession, signIn } from '../services/session';
import { readViewer, type Viewer } from '../services/viewer';
import { ViewerProvider } from '../services/viewerContext';
import { createConsole } from './router';

const ProofDialog = lazy(() => import('../components/shell/ProofDialog').then(({ ProofDialog }) => ({ default: ProofDialog })));

/** Draws the console once it is known who is signed in; else leaves for sign-in. */
export async function start(root: Root): Promise<void> {
  const [i18n, session] = await Promise.all([startLanguage(), readSession().catch(() => 'unreachable' as const)]);
  if (session === null) return signIn();
  if (session === 'unreachable') return apologise(root, { kind: 'offline' });

  const viewer = await readViewer(createClient(i18n.language), session);
  if ('trouble' in viewer) {
    // The client is on its way to sign-in already: no page to draw.
    if (viewer.trouble.kind !== 'signedOut') apologise(root, viewer.trouble);
    return;
  }
  root.render(
    <Frame>
      <Console viewer={viewer} router={createConsole(viewer)} proof={createProof(session.tenant)} />
    </Frame>,
  );
}

interface Props {
  viewer: Viewer;
  router: ReturnType<typeof createConsole>;
  proof: Proof;
}

function Console({ viewer, router, proof }: Props) {
  const { language } = useTranslation().i18n;
  const client = useMemo(() => createClient(language, proof), [language, proof]);
  return (
    <Provider value={client}>
      <ViewerProvider value={viewer}>
        <RouterProvider router={router} />
        <Suspense fallback={null}>
          <ProofDialog proof={proof} />
        </Suspense>
      </ViewerProvider>
    </Provider>
  );
}

function apologise(root: Root, trouble: Trouble): void {
  root.render(
    <Frame>
      <main>
        <TroubleNotice alone trouble={trouble} onRetry={() => window.location.reload()} />
      </main>
    </Frame>,
  );
}
