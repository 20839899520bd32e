// The part of the vocabulary that belongs to no protocol: a connection stands, closes, is refused.
#include "language/vocabulary.hpp"

namespace assay::language {

const Field* Item::field(const std::string& name) const {
  for (const auto& candidate : fields)
    if (candidate.name == name) return &candidate;
  return nullptr;
}

namespace {

// Where the ends of a connection are, and how they are connected ("udp", or nothing said).
void remember_ends(const Item& opened, ChannelValues& channel) {
  for (const char* name : {"local", "remote", "transport"})
    if (const Field* field = opened.field(name)) channel[name] = field->value;
}

}  // namespace

void register_core(Vocabulary& vocabulary) {
  vocabulary.facts["opened"] = {"opened", false};
  vocabulary.facts["refused"] = {"refused", true};
  vocabulary.facts["eof"] = {"closed", true};
  vocabulary.facts["reset"] = {"closed", true};
  vocabulary.facts["limit"] = {"limit", true, false, true};
  vocabulary.facts["overrun"] = {"overrun", false, false, true};
  vocabulary.facts["ended"] = {"ended", true};
  vocabulary.facts["elapsed"] = {"elapsed", true};
  vocabulary.facts["not-sent"] = {"not-sent", false, true};
  vocabulary.memories["opened"] = remember_ends;
  vocabulary.matchers["elapsed"] = {"elapsed", "the time of a timer is over", {}, false};
  vocabulary.matchers["ended"] = {"ended",
                                  "what was triggered has come to its end",
                                  {{"status", {"status", Compare::any_of, ""}},
                                   {"by", {"by", Compare::any_of, ""}},
                                   {"shows", {"data", Compare::contains, ""}},
                                   {"lacks", {"data", Compare::lacks, ""}}}};
  vocabulary.matchers["discloses"] = {"octets",
                                      "a secret that the implementation gives away, in clear, encoded or hashed",
                                      {{"secret", {"octets", Compare::discloses, ""}}, {"protected", {"protected", Compare::any_of, ""}}}};
  vocabulary.matchers["opened"] = {"opened", "the connection stands", {}, false};
  vocabulary.matchers["refused"] = {"refused", "the connection is refused", {}, true};
  vocabulary.matchers["closed"] = {"closed", "the IUT closes the connection", {}, true};
  for (const char* name : {"refused", "closed"}) vocabulary.decisive.push_back({name, {}, "", {}, {}});
}

}  // namespace assay::language
