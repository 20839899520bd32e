// What the fold remembers of one execution of a case.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "language/program.hpp"
#include "language/vocabulary.hpp"

namespace assay::engine {

enum class Verdict { none, pass, inconclusive, fail, error };
std::string to_text(Verdict verdict);
// TTCN-3's order: a verdict can only get worse.
Verdict worse(Verdict a, Verdict b);

// What one reaction said about one requirement, and the octets that show it.
struct Assertion {
  std::string requirement;
  language::Outcome outcome{language::Outcome::conform};
  std::string text;
  std::vector<language::Evidence> evidence;
  Bytes octets;  // of the deciding message; empty for facts
};

// One step as it went, for the report.
struct StepLog {
  std::string actor;
  std::string sent;                  // of actions
  std::vector<std::string> allowed;  // of expects: "matcher -> outcome"
  std::string came;
  std::string outcome;
  Location where;
  std::uint64_t record{0};  // that decided it
};

struct ChannelState {
  std::unique_ptr<language::Decoder> decoder;
  bool accepted{false};          // the IUT made the connection, to an actor that listens
  bool opened{false};
  bool connectionless{false};    // nothing on the wire shows that it ends
  bool ended{false};
  bool broken{false};           // nothing can be sent on it any more
  bool finished{false};         // this end has said that it says no more: all before it has to have left
  bool left{false};             // this end has closed it
  language::Item ending;        // the item that ended it, to be seen again by later expects
  std::size_t stream{0};         // octets received so far
  std::size_t decoder_start{0};  // where in the stream the decoder began
  struct Chunk {
    std::size_t start;
    std::size_t length;
    std::uint64_t record;
  };
  std::vector<Chunk> chunks;    // which record brought which part of the stream
  language::ChannelValues values;
  long timer{0};                 // of an actor that waits: so many milliseconds
  std::size_t sends{0};
  std::size_t sent{0};
  std::size_t due{0};            // once a postamble runs: how many of the sends belong to what was judged
  std::size_t answered{0};       // by rules
  bool hung_up{false};           // the case closed it: its actor answers nothing any more
  std::size_t stimulus{0};      // which of the sends makes the difference of a negative; 0: none
  std::uint64_t differed{0};    // the record that shows that it left
  std::string shown_by;         // the kind of the item that will show that a differing action left; empty: none
  std::uint64_t asked{0};       // the record that shows that the last of `sent` left
  std::string layer;            // whether it left protected: "yes", "no"
  Bytes tail;                   // the last octets of an accepted one: a secret may come in several reads
  bool tail_protected{false};
};

// An actor that awaits connections. Each of them is a channel of its own, "ACTOR#1" the first.
struct Service {
  std::string protocol;
  bool left{false};  // it awaits no more
};

// One branch of a parallel that runs.
struct Branch {
  int at{0};            // the step to run next; of the branch that runs now it stands in State::at
  bool at_sync{false};  // it waits there for the others
  bool ended{false};
};

struct State {
  int at{0};                    // the step to run next
  std::vector<Branch> branches;  // of the parallel that it is in; empty: it is in none
  std::size_t branch{0};         // the one that runs now
  int parallel{0};               // the step whose branches they are
  bool difference_done{false};   // the step in which a negative differs was done
  bool waiting{false};          // an await action is out
  bool finished{false};
  bool reached_end{false};      // the end of the program, not an early stop
  bool undecided{false};        // an end that should not have been reached without a decision
  bool in_postamble{false};     // what is seen there judges nothing
  std::map<std::string, ChannelState> channels;
  std::map<std::string, Service> services;
  std::map<std::string, std::vector<std::size_t>> serving;  // by actor: steps whose rules answer, the latest first
  std::map<std::string, std::string> captured;  // by the name that the case gave it, the latest of that name
  std::deque<language::Item> queue;
  std::vector<Assertion> assertions;
  std::vector<StepLog> log;
  std::vector<std::string> problems;  // why it is inconclusive
  std::vector<std::string> errors;    // faults of the harness or the environment
  std::set<std::string> secrets;      // never shown: passwords and what was derived from them
};

// The actor that a channel belongs to: itself, or the one that listens.
std::string actor_of(const std::string& channel);
// Why nothing can pass; and a fault of the harness or the environment. In a postamble neither changes a verdict:
// there an error is but logged.
void note_problem(State& state, const std::string& problem);
void note_error(State& state, const std::string& error);

}  // namespace assay::engine
