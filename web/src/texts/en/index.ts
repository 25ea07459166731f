// The texts of one language, a file for each part of the console.
import absence from './absence.json';
import applications from './applications.json';
import approvals from './approvals.json';
import authority from './authority.json';
import connections from './connections.json';
import deals from './deals.json';
import directories from './directories.json';
import history from './history.json';
import lists from './lists.json';
import notices from './notices.json';
import proof from './proof.json';
import shell from './shell.json';
import users from './users.json';

export default {
  ...absence,
  ...applications,
  ...approvals,
  ...authority,
  ...connections,
  ...deals,
  ...directories,
  ...history,
  ...lists,
  ...notices,
  ...proof,
  ...shell,
  ...users,
};
