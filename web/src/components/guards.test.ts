import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const source = new URL('..', import.meta.url).pathname;

/** What sends a change and takes input, but has nothing that somebody would miss. */
const free: Record<string, string> = {
  'components/connections/EnforcePanel.tsx': 'a tick that is asked for beside the button',
  'components/connections/LinkPanel.tsx': 'one number, which begins right',
  'components/history/ExportDrawer.tsx': 'a tick',
  'components/keys/RevokeKey.tsx': 'a question with two answers',
  'components/lists/SavedViews.tsx': 'a menu',
  'components/me/CodeForm.tsx': 'a code that ends by itself',
  'components/me/RecoveryFactor.tsx': 'a tick',
  'components/notices/PreferencesDrawer.tsx': 'each switch is saved at once',
  'components/people/AutoAssignCell.tsx': 'each switch is saved at once',
  'components/people/ManagerPopover.tsx': 'one choice, where the cell stood',
  'components/people/RolesPopover.tsx': 'a choice, where the cell stood',
  'components/people/files/ExportDialog.tsx': 'one choice of two',
  'components/roles/RolePeople.tsx': 'one choice beside its button',
  'components/EndPanel.tsx': 'a name that is typed off what stands beside it',
  'components/webhooks/DeliveriesPanel.tsx': 'filters of a list',
  'routes/changes.tsx': 'filters of a list',
  'routes/keys.tsx': 'filters of a list',
  'routes/notices.tsx': 'filters of a list',
};

const sends = /\buse(Save|Client|\w*Changes)\(|save: (Save|ReturnType<typeof useSave>)/;
const takes = /\bonChange=/;
/** Tells the guard itself, or is given input by what does. */
const guarded = /\buse(Unsaved|\w*Draft)[<(]|\bunsaved=\{|\bdraft: Draft</;

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx') && !name.includes('.test.'));
const forms = files.filter((name) => {
  const text = readFileSync(source + name, 'utf8');
  return sends.test(text) && takes.test(text);
});

test('whatever takes input and sends it asks before the input is lost', () => {
  const open = forms.filter((name) => !guarded.test(readFileSync(source + name, 'utf8')));
  expect(open.sort()).toEqual(Object.keys(free).sort());
});

test('there are forms to look at', () => expect(forms.length).toBeGreaterThan(40));
