// What a piece of work takes while it runs, and what there is to be taken.
#pragma once

#include <set>
#include <string>

namespace assay::run {

struct Demand {
  int connections{1};           // that it opens at once
  std::set<std::string> names;  // of things that only one may hold: an address to listen at, a trigger
  bool exclusive{false};        // runs alone, after all others
};

// Not safe for threads by itself.
class Resources {
 public:
  // `connections`: how many may be open at once (IXIT load.connections).
  explicit Resources(int connections) : connections_(connections) {}

  // Takes all of it or nothing. What asks for more than there is gets it when nobody else holds anything.
  bool take(const Demand& demand);
  void give_back(const Demand& demand);

 private:
  int connections_;
  int taken_{0};
  int holders_{0};
  std::set<std::string> held_;
};

}  // namespace assay::run
