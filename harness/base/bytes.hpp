// Octets as the suite passes them around: a std::string holds any octet, a view borrows it.
#pragma once

#include <string>
#include <string_view>

namespace assay {

using Bytes = std::string;
using ByteView = std::string_view;

}  // namespace assay
