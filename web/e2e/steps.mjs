// The steps of the journey, in their order.
import {
  changesASettingSeeingItsEffects,
  confirmsAsTheSecondPerson,
  exportsTheAccessReview,
  makesAKeyAndEndsIt,
  makesARoleAndGivesIt,
  needsASecondPerson,
  readsTheProduction,
  seesWhereTheyAre,
} from './administration.mjs';
import { asksForApproval, editsFiguresUnderApproval, findsRequests, givesApproval } from './approvals.mjs';
import { seesWhoMayDecideWhat, seesQueues, triesChanges } from './authority.mjs';
import { connectsAnIdp, enforcesAConnection, handsSetUpToAnother, provesADomain, registersAnApplication, triesAConnection } from './connections.mjs';
import { addsACustomer, invitesAContact, selectsAnExistingContact } from './customers.mjs';
import { readsWhyNobodyYet, readsWhyThisPerson, seesADealArrive } from './deals.mjs';
import { managesInTheDark, managesOnPhoneAndTablet, speaksFrench, speaksGerman, worksInTheDark, worksOnAPhone } from './everywhere.mjs';
import { asksAboutThePast, choosesDays } from './dates.mjs';
import { connectsADirectory, rotatesTheToken, watchesASyncAndReplays } from './directories.mjs';
import { comesBack, goesOnLeave, seesWhoIsAway } from './leave.mjs';
import { endsADelegationThatLingers } from './lingering.mjs';
import { connectsASamlIdp, decidesOnHeldMetadata, readsADecodedAssertion } from './samlConnection.mjs';
import { looksAfterOneself, provesWhoOneIs } from './me.mjs';
import { asksTwoPeople, givesADealAway, movesADealOn, seesExpandedLimits } from './moves.mjs';
import { addsAWebhook, choosesNoticesByMail, readsAJob, replaysADelivery, resendsADeadLetter, searchesAndExportsHistory } from './oversight.mjs';
import { keepsAView, searchesAndSortsAnyList, searchesTheOrganisation, walksTheWholeTree, worksByKeyboard, writesWhatIsShown } from './lists.mjs';
import { changesLimitsBesideSomebodyElse, deactivatesAndActivates, findsPeople, opensAPerson } from './people.mjs';
import { movesChosenDeals, movesSomebodysDeals } from './reassign.mjs';
import { meetsAReservedAddress, releasesAnAddress } from './reserved.mjs';
import { signsIn, signsOut } from './session.mjs';
import { choosesAPassword, enrolsAnApp, resetsAPassword, signsInWithACodeBySMS, signsInWithAPasskey, signsInWithASecondFactor, signsInWithoutScripts } from './signin.mjs';
import { addsAPerson, changesLimitsOfSeveral, changesSeveral, deletesAPerson, editsInTheList, importsPeople, keepsUnsavedInput, keepsWhatWasChosenForSeveral } from './users.mjs';
import { picksUpADeal } from './unassigned.mjs';

/** Every step in its order: a later one finds what an earlier one left. */
export const journey = [
  signsIn,
  findsPeople,
  opensAPerson,
  changesLimitsBesideSomebodyElse,
  deactivatesAndActivates,
  worksByKeyboard,
  keepsAView,
  writesWhatIsShown,
  searchesAndSortsAnyList,
  walksTheWholeTree,
  searchesTheOrganisation,
  addsAPerson,
  keepsUnsavedInput,
  editsInTheList,
  changesSeveral,
  changesLimitsOfSeveral,
  keepsWhatWasChosenForSeveral,
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
  endsADelegationThatLingers,
  seesWhoIsAway,
  findsRequests,
  seesWhoMayDecideWhat,
  triesChanges,
  seesQueues,
  movesSomebodysDeals,
  movesChosenDeals,
  choosesDays,
  asksAboutThePast,
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
  signsInWithACodeBySMS,
  signsInWithAPasskey,
  resetsAPassword,
  signsInWithoutScripts,
  meetsAReservedAddress,
  releasesAnAddress,
  looksAfterOneself,
  provesWhoOneIs,
  connectsAnIdp,
  provesADomain,
  triesAConnection,
  enforcesAConnection,
  handsSetUpToAnother,
  connectsASamlIdp,
  readsADecodedAssertion,
  decidesOnHeldMetadata,
  registersAnApplication,
  seesExpandedLimits,
  makesARoleAndGivesIt,
  exportsTheAccessReview,
  changesASettingSeeingItsEffects,
  readsTheProduction,
  seesWhereTheyAre,
  makesAKeyAndEndsIt,
  needsASecondPerson,
  confirmsAsTheSecondPerson,
  worksInTheDark,
  managesInTheDark,
  worksOnAPhone,
  managesOnPhoneAndTablet,
  speaksFrench,
  speaksGerman,
  signsOut,
];
