// Does an item of a channel fit a matcher element of a case?
#pragma once

#include <string>

#include "base/error.hpp"
#include "engine/fold.hpp"

namespace assay::engine {

// Attributes of `element` are expanded already, but for defaults that name channel values.
bool matches(const language::Vocabulary& vocabulary, const language::Element& element, const language::Item& item,
             const language::ChannelValues& channel_values);

// What came, for people: the octets escaped, or the fact with its fields.
std::string describe(const language::Item& item);

}  // namespace assay::engine
