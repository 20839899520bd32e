// Taking and giving back.
#include "run/schedule/demand.hpp"

#include <algorithm>

namespace assay::run {

bool Resources::take(const Demand& demand) {
  const bool enough = taken_ + demand.connections <= connections_;
  const bool free =
      std::none_of(demand.names.begin(), demand.names.end(), [&](const auto& name) { return held_.count(name) > 0; });
  if (holders_ > 0 && !(enough && free)) return false;
  ++holders_;
  taken_ += demand.connections;
  held_.insert(demand.names.begin(), demand.names.end());
  return true;
}

void Resources::give_back(const Demand& demand) {
  --holders_;
  taken_ -= demand.connections;
  for (const auto& name : demand.names) held_.erase(name);
}

}  // namespace assay::run
