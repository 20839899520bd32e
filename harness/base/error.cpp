// Error text for people: place first, as compilers print it.
#include "base/error.hpp"

namespace assay {

std::string to_text(const Error& error) {
  std::string text;
  if (!error.where.file.empty()) {
    text += error.where.file;
    if (error.where.line > 0) text += ":" + std::to_string(error.where.line);
    text += ": ";
  }
  text += error.what;
  if (!error.way_out.empty()) text += " (" + error.way_out + ")";
  return text;
}

tl::unexpected<Error> failure(std::string what, std::string way_out, Location where) {
  return tl::unexpected<Error>(Error{std::move(what), std::move(way_out), std::move(where)});
}

}  // namespace assay
