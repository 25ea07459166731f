/** Who is signed in with this browser's cookie, as GET /session tells. */
export interface Session {
  user: { id: string; email: string; name: string };
  tenant: string;
  expires_at: string;
}

/** Reads the session; null when nobody is signed in. */
export async function readSession(): Promise<Session | null> {
  const answer = await fetch('/session', { headers: { accept: 'application/json' } });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`session: ${answer.status}`);
  return (await answer.json()) as Session;
}

/** Where sign-in starts; it comes back to the page that was asked for. */
export function signInAddress(here: Pick<Location, 'pathname' | 'search'>): string {
  const page = here.pathname + here.search;
  return page === '/' ? '/login' : `/login?return=${encodeURIComponent(page)}`;
}

let leaving = false;

/** Leaves for sign-in. Several refused requests at once leave only once. */
export function signIn(): void {
  if (leaving) return;
  leaving = true;
  window.location.assign(signInAddress(window.location));
}

/** Ends the session by a form, so that the browser follows where the server sends it. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/logout';
  document.body.append(form);
  form.submit();
}
