// Reads fixtures/vectors/imap-responses.txt: what RFC 3501 and RFC 5530 print must be read as meant.
#include <fstream>
#include <map>

#include <gtest/gtest.h>

#include "base/text.hpp"
#include "codec/imap/response.hpp"

namespace assay::imap {
namespace response_vectors_test {
namespace {

using Block = std::multimap<std::string, std::string>;  // values still escaped

std::vector<Block> read_blocks() {
  std::ifstream file(ASSAY_ROOT "/fixtures/vectors/imap-responses.txt");
  std::vector<Block> blocks(1);
  for (std::string line; std::getline(file, line);) {
    if (line.empty()) {
      if (!blocks.back().empty()) blocks.emplace_back();
    } else if (line[0] != '#') {
      const auto colon = line.find(": ");
      blocks.back().emplace(line.substr(0, colon), line.substr(colon + 2));
    }
  }
  if (blocks.back().empty()) blocks.pop_back();
  return blocks;
}

// The way back from assay::escape.
Bytes unescape(std::string_view text) {
  const std::map<char, char> letters{{'r', '\r'}, {'n', '\n'}, {'t', '\t'}, {'\\', '\\'}};
  Bytes out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text.at(++i) == 'x') {
      out += hex_decode(text.substr(i + 1, 2)).value();
      i += 2;
    } else {
      out += letters.at(text[i]);
    }
  }
  return out;
}

std::string type_name(ResponseType type) {
  switch (type) {
    case ResponseType::untagged: return "untagged";
    case ResponseType::tagged: return "tagged";
    case ResponseType::continuation: return "continuation";
    case ResponseType::unreadable: break;
  }
  return "unreadable";
}

// A response in the terms of the file, empty fields left out.
Block block_of(const Response& response) {
  Block block;
  const auto put = [&block](const std::string& name, const std::string& value) {
    if (!value.empty()) block.emplace(name, escape(value));
  };
  put("raw", response.raw);
  put("type", type_name(response.type));
  put("tag", response.tag);
  put("status", response.status);
  put("code", response.code);
  put("code-arguments", response.code_arguments);
  put("text", response.text);
  put("keyword", response.keyword);
  if (response.number) put("number", std::to_string(*response.number));
  put("arguments", response.arguments);
  for (const auto& literal : response.literals) put("literal", literal);
  if (!response.violations.empty()) put("violations", std::to_string(response.violations.size()));
  return block;
}

TEST(ImapResponseVectors, EveryPrintedResponse) {
  const auto blocks = read_blocks();
  ASSERT_GE(blocks.size(), 50u);
  for (Block block : blocks) {
    SCOPED_TRACE(block.find("clause")->second + " " + block.find("raw")->second);
    ResponseDecoder decoder;
    const auto responses = decoder.feed(unescape(block.find("raw")->second));
    ASSERT_EQ(responses.size(), 1u);
    block.erase("clause");
    EXPECT_EQ(block_of(responses[0]), block);
  }
}

TEST(ImapResponseVectors, OneAfterTheOther) {
  const auto blocks = read_blocks();
  Bytes stream;
  for (const Block& block : blocks) stream += unescape(block.find("raw")->second);
  ResponseDecoder decoder;
  std::size_t offset = 0;
  const auto responses = decoder.feed(stream);
  ASSERT_EQ(responses.size(), blocks.size());
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    EXPECT_EQ(escape(responses[i].raw), blocks[i].find("raw")->second);
    EXPECT_EQ(responses[i].stream_offset, offset);
    offset += responses[i].raw.size();
  }
}

}  // namespace
}  // namespace response_vectors_test
}  // namespace assay::imap
