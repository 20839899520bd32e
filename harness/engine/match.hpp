// Does an item of a channel fit a matcher element of a case?
#pragma once

#include <string>

#include "base/error.hpp"
#include "engine/fold.hpp"

namespace assay::engine {

// Attributes of `element` are expanded already, but for defaults that name channel values.
bool matches(const language::Vocabulary& vocabulary, const language::Element& element, const language::Item& item,
             const language::ChannelValues& channel_values);

// Is the item of the kind that the element matches? Nothing has to be expanded to see that.
bool is_of_kind(const language::Vocabulary& vocabulary, const language::Element& element, const language::Item& item);

// Can the item answer what was last sent on its channel? A message cannot that began to come before that
// left, or that came on another layer: in clear what was asked under protection. Facts can always.
bool answers(const ChannelState& channel, const language::Item& item);
// What shows it, where the element matched: for a fact of which the element looks at the data, these.
std::vector<language::Evidence> evidence_for(const language::Vocabulary& vocabulary, const language::Element& element,
                                             const language::Item& item);
// The record that brought the item's first octet; 0: none did.
std::uint64_t began(const language::Item& item);
// Does the matcher name, by a default, what its channel remembers of the last thing sent (its tag)?
bool speaks_of_the_last(const language::Vocabulary& vocabulary, const language::Element& element);

// What came, for people: the octets escaped, cut to size, or the fact with its fields.
std::string describe(const language::Item& item);

}  // namespace assay::engine
