// The core's own content element: octets as they are written, with \r \n \t \\ and \xNN.
#include "engine/octets.hpp"

#include "base/text.hpp"

namespace assay::engine {
namespace {

Result<Bytes> unescape(const std::string& text, const Location& where) {
  Bytes out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
      continue;
    }
    if (++i >= text.size()) return failure("a backslash ends the octets", "write \\\\", where);
    if (text[i] == 'r') out += '\r';
    else if (text[i] == 'n') out += '\n';
    else if (text[i] == 't') out += '\t';
    else if (text[i] == '\\') out += '\\';
    else if (text[i] == 'x' && i + 2 < text.size() && hex_decode(text.substr(i + 1, 2))) {
      out += *hex_decode(text.substr(i + 1, 2));
      i += 2;
    } else {
      return failure("there is no escape \\" + std::string(1, text[i]), "write \\r \\n \\t \\\\ or \\xNN", where);
    }
  }
  return out;
}

}  // namespace

void register_octets(language::Vocabulary& vocabulary) {
  vocabulary.encoders["octets"] = [](const language::Element& element, language::EncodeContext&) {
    return unescape(element.text, element.where);
  };
}

}  // namespace assay::engine
