// Completing requests.
#include "protocol/sip/request.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "codec/sip/header_name.hpp"
#include "codec/sip/scalar.hpp"
#include "codec/sip/writer.hpp"
#include "crypto/digest.hpp"
#include "protocol/sip/dialog.hpp"
#include "protocol/sip/items.hpp"
#include "protocol/sip/text.hpp"

namespace assay::protocol::sip {
namespace {

using assay::sip::Draft;
using language::Element;
using language::EncodeContext;

std::string value_of(const language::ChannelValues& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

struct Completion {
  const Element& element;
  EncodeContext& context;
  Draft draft;
  std::string method;
  Dialog dialog;

  bool wanted(std::string_view name) const {
    const auto left_out = words(element.attribute("without"));
    return std::none_of(left_out.begin(), left_out.end(), [&](const std::string& one) { return equal_ignoring_case(one, name); });
  }

  void add(const std::string& name, const std::string& value, bool on_top = false) {
    if (!wanted(name) || find_header(draft, name)) return;
    draft.headers.insert(on_top ? draft.headers.begin() : draft.headers.end(), {name, value});
  }

  bool acknowledges() const { return method == "ACK"; }
  // Its number is that of an INVITE, and there is none.
  bool lacks_invite() {
    const bool follows = acknowledges() || method == "CANCEL";
    return follows && dialog.get("invite-cseq").empty() && wanted("CSeq") && !find_header(draft, "CSeq");
  }
  bool acknowledges_failure() const { return acknowledges() && dialog.get("final") == "failure"; }
  // What follows an INVITE within the dialog goes the way that this went.
  bool within_dialog() const { return !dialog.get("tag").empty(); }
  // An ACK of a failure and a CANCEL belong to the hop that the INVITE went to (RFC 3261 17.1.1.3, 9.1).
  bool repeats_branch() const { return acknowledges_failure() || method == "CANCEL"; }

  void complete_target() {
    if (!within_dialog() || dialog.get("target").empty()) return;
    draft.start_line = assay::sip::request_line(method, dialog.get("target"));
    if (!dialog.get("routes").empty()) add("Route", dialog.get("routes"));
  }

  void add_via() {
    const std::string branch = repeats_branch() ? dialog.get("branch") : "z9hG4bK" + fresh(context, "branch");
    const std::string sent_by = element.attribute("sent-by").empty() ? local_of(*context.channel) : element.attribute("sent-by");
    add("Via", fmt::format("SIP/2.0/{} {};branch={};rport", transport_of(*context.channel), sent_by, branch), true);
    if (!acknowledges()) dialog.set("branch", branch);
  }

  void add_tags() {
    if (auto* from = find_header(draft, "From"); from && lower(from->value).find(";tag=") == std::string::npos)
      from->value += ";tag=" + dialog.get_or_make("from-tag", [&] { return fresh(context, "tag"); });
    const std::string tag = acknowledges() ? dialog.get("final-tag") : within_dialog() ? dialog.get("tag") : "";
    auto* to = find_header(draft, "To");
    if (to && !tag.empty() && lower(to->value).find(";tag=") == std::string::npos) to->value += ";tag=" + tag;
  }

  void add_call() {
    add("Call-ID", dialog.get_or_make("call-id", [&] { return fresh(context, "call") + "@assay.invalid"; }));
    const std::string last = dialog.get("cseq");
    const std::string next = last.empty() ? "1" : std::to_string(std::stoul(last) + 1);
    add("CSeq", (repeats_branch() || acknowledges() ? dialog.get("invite-cseq") : next) + " " + method);
  }

  void add_contact() {
    static constexpr std::string_view kWithContact[] = {"REGISTER", "INVITE", "SUBSCRIBE", "REFER"};
    if (std::find(std::begin(kWithContact), std::end(kWithContact), method) == std::end(kWithContact)) return;
    const auto* from = find_header(draft, "From");
    const auto user = from ? assay::sip::read_address(from->value).value.uri.user.value_or("assay") : std::string("assay");
    const std::string transport = lower(transport_of(*context.channel));
    add("Contact", fmt::format("<sip:{}@{}{}>", user, local_of(*context.channel), transport == "udp" ? "" : ";transport=" + transport));
  }

  // What the next request, and the answer to this one, are held against: as it really left.
  void remember(const Bytes& octets) {
    const auto message = assay::sip::read_datagram(octets);
    const auto number = cseq(message).number;
    if (number && !acknowledges()) dialog.set("cseq", std::to_string(*number));
    if (number && method == "INVITE") dialog.set("invite-cseq", std::to_string(*number));
    dialog.is_named_by(message.value("Call-ID"));
    if (!acknowledges()) (*context.channel)["last-transaction"] = transaction_of(message);
  }

  Bytes run() {
    complete_target();
    add_via();
    add("Max-Forwards", "70");
    add_tags();
    add_call();
    add_contact();
    add("Content-Length", std::to_string(draft.body.size()));
    const Bytes octets = to_octets(draft);
    remember(octets);
    return octets;
  }
};

}  // namespace

std::string transport_of(const language::ChannelValues& channel) {
  if (value_of(channel, "transport") == "udp") return "UDP";
  return value_of(channel, "protected") == "yes" ? "TLS" : "TCP";
}

std::string local_of(const language::ChannelValues& channel) { return value_of(channel, "local"); }

std::string fresh(EncodeContext& context, const std::string& what) {
  auto& count = (*context.channel)["sip.fresh"];
  count = std::to_string(count.empty() ? 1 : std::stoul(count) + 1);
  return crypto::sha256(context.case_seed + "/" + local_of(*context.channel) + "/" + what + "/" + count).substr(0, 16);
}

Result<Bytes> encode_request(const Element& element, EncodeContext& context) {
  Draft draft = read_text(element.text, true);
  const std::string method = draft.start_line.substr(0, draft.start_line.find(' '));
  if (local_of(*context.channel).empty())
    return failure("a request is sent before the channel stands", "await <opened/> first", element.where);
  Completion completion{element, context, std::move(draft), method, Dialog(*context.channel, element.attribute("dialog", method))};
  if (completion.lacks_invite())
    return failure(method + " belongs to no INVITE", "name the dialog of the INVITE, or write CSeq", element.where);
  return completion.run();
}

}  // namespace assay::protocol::sip
