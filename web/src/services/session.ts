/** Who is signed in with this browser's cookie, as GET /session tells. */
export interface Session {
  user: { id: string; email: string; name: string };
  tenant: string;
  expires_at: string;
}

const companyKey = 'mandate-company';

/** Reads the session; null when nobody is signed in. Keeps the company for the next sign-in. */
export async function readSession(): Promise<Session | null> {
  const answer = await fetch('/session', { headers: { accept: 'application/json' } });
  if (answer.status === 401) return null;
  if (!answer.ok) throw new Error(`session: ${answer.status}`);
  const session = (await answer.json()) as Session;
  remember(session.tenant);
  return session;
}

function remember(company: string): void {
  try {
    window.localStorage.setItem(companyKey, company);
  } catch {
    // A browser that keeps nothing is asked for the address at the next sign-in.
  }
}

function remembered(): string | null {
  try {
    return window.localStorage.getItem(companyKey);
  } catch {
    return null;
  }
}

/**
 * Where sign-in starts; it comes back to the page that was asked for. Whoever was
 * here before goes straight to their company's page.
 */
export function signInAddress(here: Pick<Location, 'pathname' | 'search'>, company: string | null): string {
  const door = company ? `/login/${encodeURIComponent(company)}` : '/login';
  const page = here.pathname + here.search;
  return page === '/' ? door : `${door}?return=${encodeURIComponent(page)}`;
}

let leaving = false;
let holdsInput = () => false;

/** While a page holds input that is not saved, nothing leaves it for sign-in; gives back what ends this. */
export function staysWhile(unsaved: () => boolean): () => void {
  holdsInput = unsaved;
  return () => (holdsInput = () => false);
}

/** Where to sign in from this page. */
export function signInHere(): string {
  return signInAddress(window.location, remembered());
}

/** Leaves for sign-in. Several refused requests at once leave only once; input that would be lost stays. */
export function signIn(): void {
  if (leaving || holdsInput()) return;
  leaving = true;
  window.location.assign(signInHere());
}

/** Ends the session by a form, so that the browser follows where the server sends it. */
export function signOut(): void {
  const form = document.createElement('form');
  form.method = 'post';
  form.action = '/logout';
  document.body.append(form);
  form.submit();
}
