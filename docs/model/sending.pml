/*
 * Sending on one page: claim, send, settle, reconcile, leave. One mother, one lesson, and everything that may run at once.
 * Each step is one call to a store, to SES or to a queue, as in lib/use-cases/sending. A fault is a crash, a slow function,
 * a lost or doubled message, a refusal, a lost request, reply or event, an event parked as a dead letter: a run has at
 * most FAULTS of them, anywhere. Left out: other mothers, her changes, rate, and the six hours after which reconcile no
 * longer waits for events that nobody records. `did` names the steps that are compared with those of the real code.
 */
#ifndef FAULTS
#define FAULTS 1
#endif
#ifndef DISPATCHES
#define DISPATCHES 2
#endif
#define ATTEMPTS 4                               /* 0 is nobody; each attempt after the first costs a fault */
#ifndef did
#define did(what, attempt) skip
#endif
#define fault      faults > 0 -> faults--
#define faultIf(x) (x) && faults > 0 -> faults--

mtype = { fresh, past, hour };                   /* an attempt: SES may take it; sendBy and its grace are over; an hour old */
mtype = { waiting, accepted, refused, silent };  /* what SES answers */
mtype = { nothing, coming, arrived, lost };      /* the event that tells of an attempt */
mtype = { none, failed, unknown, sent };         /* the ledger line */

byte faults = FAULTS, attempts;
bool held = true, open = true, suppressed, answered, forgetting;    /* her record; its lesson is not settled */
byte dueAt = 1, mark, claim, tries, lastUnknown;
mtype line = none; byte by; bool inLine[ATTEMPTS];       /* whose an unsent line is; the attempts that a sent one names */
mtype age[ATTEMPTS] = fresh, reply[ATTEMPTS] = waiting, event[ATTEMPTS] = nothing;
bool busy[ATTEMPTS], taken[ATTEMPTS], inTime[ATTEMPTS], toldBefore[ATTEMPTS];
byte recording, deadLetter; bool queued[ATTEMPTS + 1];
chan lessons = [2] of { byte }; chan wire = [2] of { byte }; chan events = [2] of { byte };

inline putSent(a)      { assert(taken[a]) /* lineTrue */; line = sent; inLine[a] = true }
inline putUnsent(s, a) { if :: line == sent || line == unknown -> skip :: else -> line = s; by = a fi }
inline wipe()          { line = none; by = 0; i = 1;
                         do :: i < ATTEMPTS -> inLine[i] = false; toldBefore[i] = false; i++ :: else -> i = 0; break od }
inline settle(a)       { open = false; claim = 0; tries = 0; lastUnknown = 0; did(SETTLE, a) }
inline putOff(a)       { claim = 0; dueAt++; did(PUT_OFF, a) }
inline takeBack()      { if :: !held -> atomic { wipe(); did(TAKE_BACK, 0) } :: held fi }

active [DISPATCHES] proctype Dispatch() { byte d, was;
  do :: atomic { held && open && dueAt > mark -> d = dueAt; was = mark };
    if :: atomic { mark == was -> mark = d; did(MARK, 0) };
          if :: atomic { nfull(lessons) -> assert(!queued[d]) /* queuedOnce */; queued[d] = true; lessons!d; did(QUEUE, 0);
                         if :: faultIf(nfull(lessons)); lessons!d :: skip fi; d = 0; was = 0 }
             :: atomic { fault; d = 0; was = 0 } fi
       :: atomic { mark != was -> d = 0; was = 0 } fi
  od }

/* A call failed before the send. */
#define givesBack() atomic { held && claim == a && nfull(lessons) && faults > 0 -> faults--; \
                             claim = 0; did(UNCLAIM, a); lessons!dueAt; goto done }
active [2] proctype Deliver() { byte m, a, i;
 idle: atomic { lessons?m;
    if :: held && open && claim == 0 && dueAt == m -> m = 0;
          attempts++; a = attempts; assert(a < ATTEMPTS); claim = a; busy[a] = true; did(CLAIM, a);
          i = 1; do :: i < ATTEMPTS -> toldBefore[i] = toldBefore[i] || inLine[i]; i++ :: else -> i = 0; break od
       :: else -> m = 0; goto idle fi };
  if :: suppressed -> atomic { wipe(); did(REST, 0) }; atomic { held = false; claim = 0; did(DELETE, 0); goto done }
     :: !suppressed :: atomic { fault; goto done } :: givesBack() fi;
  if :: tries > 0 && line == sent -> goto profile :: !(tries > 0 && line == sent) :: atomic { fault; goto done } fi;
  if :: atomic { age[a] == fresh -> wire!a } :: age[a] != fresh -> goto refusal :: atomic { fault; goto done } fi;
  if :: reply[a] == accepted :: reply[a] == refused -> goto refusal
     :: atomic { reply[a] == silent || (age[a] != fresh && reply[a] == waiting) -> goto done } :: atomic { fault; goto done } fi;
  if :: atomic { putSent(a); did(LINE_SENT, a) } :: atomic { fault; goto done } fi;
 profile:
  if :: atomic { held && claim == a -> settle(a); goto done } :: atomic { fault; goto done }
     :: atomic { !(held && claim == a) -> if :: held -> goto done :: else fi } fi;
  atomic { wipe(); did(TAKE_BACK, 0); goto done };
 refusal:
  if :: tries > 0 && line == sent -> goto profile :: else fi;
  if :: atomic { held && claim == a -> putOff(a) } :: !(held && claim == a) :: atomic { fault }              /* later */
     :: atomic { putUnsent((tries > 0 -> unknown : failed), a); did(LINE_UNSENT, a) }; goto profile fi;      /* never */
  done: atomic { busy[a] = false; reply[a] = waiting; a = 0; goto idle } }

active proctype SES() { byte a, b;
  do :: atomic { wire?a ->
    if :: age[a] == fresh -> taken[a] = true; did(TAKE, a);
          assert(!answered);                                                                     /* notAfterLeaving */
          b = 1; do :: b < ATTEMPTS ->                                                           /* once */
            assert(b == a || !taken[b] || (age[b] == hour && !inTime[b] && !toldBefore[b])); b++ :: else -> b = 0; break od;
          if :: busy[a] -> reply[a] = accepted :: !busy[a] :: faultIf(busy[a]); reply[a] = silent fi;
          if :: event[a] = coming :: fault; event[a] = lost fi
       :: faultIf(busy[a]); reply[a] = refused :: fault; if :: busy[a] -> reply[a] = silent :: else fi
       :: age[a] != fresh fi; a = 0 }
  od }

#define arrives(a) atomic { event[a] == coming && nfull(events) -> event[a] = arrived; inTime[a] = age[a] != hour; events!a; \
                            if :: faultIf(nfull(events)); events!a :: skip fi }
#define ages(a)    atomic { faultIf(age[a] == fresh && busy[a]); age[a] = past } \
                :: atomic { age[a] == fresh && a <= attempts && !busy[a] -> age[a] = past } \
                :: atomic { age[a] == past && !busy[a] -> age[a] = hour }          /* no function runs for an hour */
active proctype Time() {
  do :: ages(1) :: ages(2) :: ages(3) :: arrives(1) :: arrives(2) :: arrives(3)
     :: atomic { deadLetter != 0 && nfull(events) -> events!deadLetter; deadLetter = 0 } od }    /* the operator: redrive */

#define holds (was == recording && claim == recording || was == 0 && claim == 0 && lastUnknown == recording)
active proctype Record() { byte was, i;
 idle: events?recording;
  if :: atomic { line != none -> putSent(recording); did(MERGE, recording); goto done }
     :: line == none :: atomic { fault; goto dies } fi;
  if :: atomic { held && open && (claim == recording || lastUnknown == recording) -> was = claim }
     :: atomic { else -> if :: line != none -> putSent(recording); did(MERGE, recording) :: else fi; goto done } fi;
  if :: atomic { putSent(recording); did(LINE_SENT, recording) } :: atomic { fault; goto dies } fi;
  if :: atomic { held && holds -> settle(recording); goto done } :: atomic { fault; goto dies }
     :: atomic { !(held && holds) -> if :: held -> goto done :: else fi } fi;
  atomic { wipe(); did(TAKE_BACK, 0); goto done };
 dies: atomic { if :: nfull(events) -> events!recording :: deadLetter == 0 -> deadLetter = recording fi; goto done };
  done: atomic { recording = 0; was = 0; goto idle } }

active proctype Reconcile() { byte a, i;
 idle: atomic { a = 0;
    if :: held && open && dueAt <= mark && claim == 0 && empty(lessons) -> lessons!dueAt; did(REQUEUE, 0); goto idle
       :: held && open && claim != 0 && age[claim] != fresh && !busy[claim] &&
          (age[claim] == hour || line == sent || line != none && by == claim) -> a = claim fi };
  empty(events) && recording == 0 && deadLetter == 0;             /* not so: it comes again later */
  if :: line == sent || (line != none && by == a) -> goto profile
     :: atomic { else -> if :: age[a] != hour -> goto idle :: else fi } fi;
  if :: tries == 0 -> if :: atomic { held && claim == a -> tries++; lastUnknown = a; putOff(a) } :: !(held && claim == a) fi;
                      goto idle
     :: atomic { tries > 0 -> putUnsent(unknown, a); did(LINE_UNSENT, a) } fi;
 profile:
  if :: atomic { held && claim == a -> settle(a); goto idle } :: atomic { fault; goto idle }
     :: atomic { !(held && claim == a) -> if :: held -> goto idle :: else fi } fi;
  atomic { wipe(); did(TAKE_BACK, 0); goto idle } }

#ifdef LEAVES
active proctype Leave() { byte a, i;
 press: atomic { suppressed = true; did(SUPPRESS, 0) };
  if :: forgetting = true :: atomic { fault; goto press } fi;
  if :: atomic { a = (held -> claim : attempts); held = false; claim = 0; did(DELETE, 0) } :: atomic { fault; goto press } fi;
  (a == 0 || age[a] != fresh);
  if :: atomic { wipe(); did(REST, 0) } :: atomic { fault; a = 0; goto press } fi;
  answered = true;
  atomic { forgetting && recording == 0 && !busy[1] && !busy[2] && !busy[3] -> wipe(); did(REST, 0); a = 0 } }
#endif

#define each(what)   (what(1) && what(2) && what(3))
#define told_(a)     (!taken[a] || event[a] != arrived || inLine[a])
#ifdef LEAVES
ltl nothingLeft { <>[] (answered && !held && line == none) }
#else
ltl told        { <>[] each(told_) }
ltl accounted   { <>[] (!open && line != none) }
#endif
