// Compares the claims of an ICS with the statuses of the proforma.
#include "catalogue/review.hpp"

#include <algorithm>
#include <set>

namespace assay::catalogue {
namespace {

class Review {
 public:
  Review(const Catalogue& catalogue, const std::map<std::string, bool>& support)
      : catalogue_(catalogue), support_(support) {}

  std::vector<Finding> run() && {
    for (const auto& item : catalogue_.ics()) {
      look_at(item);
      look_at_group(item);
    }
    for (const auto& [id, answer] : support_)
      if (catalogue_.ics_item(id) == nullptr) find("unknown-item", id, "The proforma has no item " + id + ".");
    return std::move(findings_);
  }

 private:
  bool supported(const std::string& id) const {
    const auto answer = support_.find(id);
    return answer != support_.end() && answer->second;
  }
  bool holds(const std::optional<Expression>& expression) const {
    return !expression || expression->evaluate([this](const std::string& name) { return supported(name); });
  }
  void find(std::string kind, const std::string& item, std::string text) {
    findings_.push_back({std::move(kind), item, std::move(text)});
  }

  void look_at(const IcsItem& item) {
    const auto name = item.label + " " + item.id;
    if (!holds(item.prerequisite)) {
      if (supported(item.id))
        find("prerequisite-missing", item.id,
             name + " is claimed, but its prerequisite '" + item.prerequisite->text() + "' does not hold.");
      return;
    }
    if (support_.count(item.id) == 0) {
      find("unanswered", item.id, name + " is not answered.");
    } else if (!supported(item.id) && item.status == "m") {
      find("mandatory-not-supported", item.id, name + " is mandatory and not supported.");
    } else if (!supported(item.id) && item.status == "c" && holds(item.condition)) {
      find("conditional-not-supported", item.id,
           name + " is mandatory because '" + item.condition->text() + "' holds, and is not supported.");
    }
  }

  // Said once for a group, at the first of its items that applies.
  void look_at_group(const IcsItem& item) {
    if (item.option_group.empty() || !holds(item.prerequisite) || !seen_.insert(item.option_group).second) return;
    std::string members;
    for (const auto& other : catalogue_.ics()) {
      if (other.option_group != item.option_group) continue;
      if (supported(other.id)) return;
      members += (members.empty() ? "" : ", ") + other.id;
    }
    find("option-group-empty", item.option_group, "At least one of " + members + " has to be supported.");
  }

  const Catalogue& catalogue_;
  const std::map<std::string, bool>& support_;
  std::vector<Finding> findings_;
  std::set<std::string> seen_;
};

}  // namespace

std::vector<Finding> static_review(const Catalogue& catalogue, const std::map<std::string, bool>& support) {
  return Review(catalogue, support).run();
}

}  // namespace assay::catalogue
