// The LOS's side of the journey: GraphQL with a service key.
import assert from 'node:assert/strict';

export async function askAs({ address, key }, query, variables = {}) {
  const answer = await fetch(`${address}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = await answer.json();
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

/** Submits a deal of one mortgage and gives it as it stands then. */
export async function submits(ask, reference, amount, part = {}) {
  const { dealSubmit } = await ask(
    `mutation Submit($input: DealSubmitInput!) {
      dealSubmit(input: $input) { deal { id reference owner { id name } } userErrors { code message } }
    }`,
    { input: { reference, facilities: [{ category: 'MORTGAGE', amount }], location: 'ON', language: 'en', ...part } },
  );
  assert.deepEqual(dealSubmit.userErrors, []);
  return dealSubmit.deal;
}

/** Somebody with the ids and versions that a change needs. */
export async function person(ask, search) {
  const { users } = await ask(
    `query Person($search: String!) {
      users(first: 1, search: $search) { nodes { id name version roles { source role { id name } } lendingLimits { version } } }
    }`,
    { search },
  );
  return users.nodes[0];
}

/** A colleague whose name is not that of two people. */
export async function aPresentColleague(ask) {
  const { users } = await ask('{ users(first: 100, where: { active: true, outOfOffice: false }) { nodes { name email outOfOffice { id } } } }');
  const all = users.nodes.map(({ name }) => name);
  const once = (name) => all.filter((other) => other === name).length === 1;
  const found = users.nodes.find(({ name, email, outOfOffice }) => !outOfOffice && once(name) && !/^(admin|claire)/.test(email));
  assert.ok(found, 'nobody to stand in');
  return found.name;
}

/** Changes settings of the company, as an administrator would. */
export async function changesSettings(ask, part) {
  const { companySettings } = await ask('{ companySettings { version } }');
  const { companySettingsUpdate } = await ask(
    'mutation Settings($input: CompanySettingsUpdateInput!) { companySettingsUpdate(input: $input) { userErrors { code message } } }',
    { input: { expectedVersion: companySettings.version, ...part } },
  );
  assert.deepEqual(companySettingsUpdate.userErrors, []);
}
