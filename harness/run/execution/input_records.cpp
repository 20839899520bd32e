// Writing down what an execution starts from.
#include "run/execution/input_records.hpp"

namespace assay::run {
namespace {

using trace::Record;

Record input(const std::string& name, std::map<std::string, std::string> attributes) {
  Record record;
  record.kind = trace::Kind::input;
  record.name = name;
  record.attributes = std::move(attributes);
  return record;
}

}  // namespace

std::vector<Record> input_records(const Execution& execution, int revision, const engine::Context& context,
                                  const std::map<std::string, std::string>& facts) {
  std::map<std::string, std::string> secrets;
  for (const auto& name : context.secret_names) secrets[name] = "";
  auto about = facts;
  about.insert({{"id", execution.id}, {"case", execution.case_id}, {"revision", std::to_string(revision)},
                {"role", to_text(execution.role)}, {"before", execution.before}, {"after", execution.after},
                {"seed", context.seed}, {"response-time", context.response_time}, {"trigger-time", context.trigger_time}});
  return {input("execution", about), input("values", context.values), input("secrets", secrets)};
}

}  // namespace assay::run
