// The console's journey on the real product: sign in, find people, open and change one,
// see a deal arrive and read why it went to its person, pick one up, ask for approval and
// give it, go on leave and come back, change the language, sign out. Each page is looked
// at (screenshots/), held to axe and to a silent console. Tells its steps as `go test -v`.
import assert from 'node:assert/strict';
import {
  changesASettingSeeingItsEffects,
  exportsTheAccessReview,
  makesAKeyAndEndsIt,
  makesARoleAndGivesIt,
  needsASecondPerson,
  readsTheProduction,
} from './administration.mjs';
import { asksForApproval, editsFiguresUnderApproval, givesApproval } from './approvals.mjs';
import { seesWhoMayDecideWhat, seesQueues, triesChanges } from './authority.mjs';
import { connectsAnIdp, enforcesAConnection, handsSetUpToAnother, provesADomain, registersAnApplication, triesAConnection } from './connections.mjs';
import { addsACustomer, invitesAContact, selectsAnExistingContact } from './customers.mjs';
import { readsWhyNobodyYet, readsWhyThisPerson, seesADealArrive } from './deals.mjs';
import { speaksFrench, speaksGerman, worksInTheDark, worksOnPhoneAndTablet } from './everywhere.mjs';
import { connectsADirectory, rotatesTheToken, watchesASyncAndReplays } from './directories.mjs';
import { comesBack, goesOnLeave } from './leave.mjs';
import { looksAfterOneself, provesWhoOneIs } from './me.mjs';
import { asksTwoPeople, givesADealAway, movesADealOn, seesExpandedLimits } from './moves.mjs';
import { addsAWebhook, choosesNoticesByMail, readsAJob, replaysADelivery, resendsADeadLetter, searchesAndExportsHistory } from './oversight.mjs';
import { keepsAView, worksByKeyboard, writesWhatIsShown } from './lists.mjs';
import { changesLimitsBesideSomebodyElse, deactivatesAndActivates, findsPeople, opensAPerson } from './people.mjs';
import { signsIn, signsOut } from './session.mjs';
import { choosesAPassword, enrolsAnApp, resetsAPassword, signsInWithAPasskey, signsInWithASecondFactor, signsInWithoutScripts } from './signin.mjs';
import { startTour } from './tour.mjs';
import { addsAPerson, changesSeveral, deletesAPerson, editsInTheList, importsPeople, keepsUnsavedInput } from './users.mjs';
import { picksUpADeal } from './unassigned.mjs';

const journey = [
  signsIn,
  findsPeople,
  opensAPerson,
  changesLimitsBesideSomebodyElse,
  deactivatesAndActivates,
  worksByKeyboard,
  keepsAView,
  writesWhatIsShown,
  addsAPerson,
  keepsUnsavedInput,
  editsInTheList,
  changesSeveral,
  importsPeople,
  deletesAPerson,
  readsWhyThisPerson,
  readsWhyNobodyYet,
  seesADealArrive,
  picksUpADeal,
  asksForApproval,
  givesApproval,
  editsFiguresUnderApproval,
  movesADealOn,
  givesADealAway,
  asksTwoPeople,
  goesOnLeave,
  comesBack,
  seesWhoMayDecideWhat,
  triesChanges,
  seesQueues,
  connectsADirectory,
  watchesASyncAndReplays,
  rotatesTheToken,
  addsACustomer,
  invitesAContact,
  selectsAnExistingContact,
  addsAWebhook,
  replaysADelivery,
  searchesAndExportsHistory,
  readsAJob,
  resendsADeadLetter,
  choosesNoticesByMail,
  choosesAPassword,
  enrolsAnApp,
  signsInWithASecondFactor,
  signsInWithAPasskey,
  resetsAPassword,
  signsInWithoutScripts,
  looksAfterOneself,
  provesWhoOneIs,
  connectsAnIdp,
  provesADomain,
  triesAConnection,
  enforcesAConnection,
  handsSetUpToAnother,
  registersAnApplication,
  seesExpandedLimits,
  makesARoleAndGivesIt,
  exportsTheAccessReview,
  changesASettingSeeingItsEffects,
  readsTheProduction,
  makesAKeyAndEndsIt,
  needsASecondPerson,
  worksInTheDark,
  worksOnPhoneAndTablet,
  speaksFrench,
  speaksGerman,
  signsOut,
];

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
