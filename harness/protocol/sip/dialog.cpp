// Remembering what dialogs need.
#include "protocol/sip/dialog.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace assay::protocol::sip {
namespace {

// The route set of the caller: what was recorded, the last first.
std::string routes_of(const assay::sip::Message& response) {
  auto recorded = addresses(response, "Record-Route");
  std::reverse(recorded.begin(), recorded.end());
  std::vector<std::string> out;
  for (const auto& one : recorded) out.push_back(one.raw);
  return join(out, ", ");
}

// RFC 3261 12.1, RFC 3515, RFC 6665. What answers another method within the dialog says nothing of the way.
bool sets_up_dialog(const std::string& method) { return method == "INVITE" || method == "SUBSCRIBE" || method == "REFER"; }

}  // namespace

std::string Dialog::get(const std::string& what) const {
  const auto found = channel_.find(key(what));
  return found == channel_.end() ? std::string() : found->second;
}

void Dialog::set(const std::string& what, const std::string& value) { channel_[key(what)] = value; }

std::string Dialog::name_of(const language::ChannelValues& channel, const std::string& call_id) {
  const auto found = channel.find("sip.of." + call_id);
  return found == channel.end() ? std::string() : found->second;
}

void Dialog::is_named_by(const std::string& call_id) { channel_["sip.of." + call_id] = name_; }

void remember_response(const language::Item& item, language::ChannelValues& channel) {
  const auto response = assay::sip::read_datagram(item.octets);
  const std::string name = Dialog::name_of(channel, response.value("Call-ID"));
  if (name.empty() || response.code < 200) return;
  Dialog dialog(channel, name);
  const std::string tag = address(response, "To").tag();
  const std::string method = cseq(response).method;
  const bool success = response.code < 300;
  if (method == "INVITE") {
    dialog.set("final-tag", tag);
    dialog.set("final", success ? "success" : "failure");
  }
  if (!success || !sets_up_dialog(method)) return;
  dialog.set("tag", tag);
  if (response.first("Contact")) dialog.set("target", address(response, "Contact").uri.raw);
  if (dialog.get("routes").empty()) dialog.set("routes", routes_of(response));
}

}  // namespace assay::protocol::sip
