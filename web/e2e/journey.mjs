// The console's journey on the real product: sign in, find people, open and change one,
// see a deal arrive and read why it went to its person, pick one up, ask for approval and
// give it, go on leave and come back, change the language, sign out. Each page is looked
// at (screenshots/), held to axe and to a silent console. Tells its steps as `go test -v`.
import assert from 'node:assert/strict';
import { journey } from './steps.mjs';
import { startTour } from './tour.mjs';

const tour = await startTour();
try {
  for (const step of journey) await walk(step);
} catch {
  // Told where it happened; the steps behind it would only repeat it.
  process.exitCode = 1;
} finally {
  await tour.end();
}

async function walk(step) {
  const start = performance.now();
  const told = () => `${step.name} (${((performance.now() - start) / 1000).toFixed(2)}s)`;
  try {
    await step(tour);
    assert.deepEqual(tour.complaints, [], `complaints while it ${step.name}`);
    console.log(`--- PASS: ${told()}`);
  } catch (error) {
    await tour.keepFailure();
    console.log([`    at ${tour.page.url()}`, ...tour.complaints, error.stack].join('\n    '));
    console.log(`--- FAIL: ${told()}`);
    throw error;
  }
}
