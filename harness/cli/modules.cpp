// The protocol modules of this harness.
#include "cli/modules.hpp"

#include "engine/octets.hpp"
#include "protocol/imap/module.hpp"
#include "protocol/sip/module.hpp"
#include "protocol/tls/module.hpp"

namespace assay::cli {

language::Vocabulary full_vocabulary() {
  language::Vocabulary vocabulary;
  language::register_core(vocabulary);
  engine::register_octets(vocabulary);
  protocol::imap::register_module(vocabulary);
  protocol::tls::register_module(vocabulary);
  protocol::sip::register_module(vocabulary);
  return vocabulary;
}

}  // namespace assay::cli
