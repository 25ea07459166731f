// Package job runs work that outlasts a request: imports, exports, large bulk changes.
//
// A Queue keeps jobs in the database. Start puts one there in the transaction of who
// asks; Run, on every replica, takes waiting jobs, each by one replica at a time. A
// running job shows a sign of life with every Save; whose replica falls silent for
// longer than Silence is taken by another one, which goes on behind the last Save:
// cursor, written file, report and figures are saved in one transaction. What a Work
// does to its rows is in transactions of their own, so it may happen once more after a
// crash, and must find then that nothing is left to do.
//
// A job acts as who started it, with the rights that they have when it runs. It is
// forgotten after Kept. Files are parts of at most 1 MiB; reading and writing them
// takes memory for one part.
//
// Whoever may start a kind of job is judged by the door; only the starter, or a holder
// of job.manage, may stop it.
package job
