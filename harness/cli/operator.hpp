// The operator at the terminal: asked to make a client IUT act.
#pragma once

#include <string>

#include "run/execution/make_trigger.hpp"

namespace assay::cli {

// Asks on standard error and reads the answer from standard input; `name` says whose answer it is. At the end
// of the input the answer is empty.
run::AskOperator ask_on_terminal(std::string name);

}  // namespace assay::cli
