// The texts that the lists of users and deals do without; they come with the next page.
import applications from './applications.json';
import authority from './authority.json';
import connections from './connections.json';
import customers from './customers.json';
import directories from './directories.json';
import reserved from './reserved.json';
import webhooks from './webhooks.json';

export default {
  ...applications,
  ...authority,
  ...connections,
  ...customers,
  ...directories,
  ...reserved,
  ...webhooks,
};
