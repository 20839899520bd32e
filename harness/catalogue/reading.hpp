// Turns schema-valid XML into rows. Private to the catalogue: others call load().
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalogue/catalogue.hpp"
#include "catalogue/xml.hpp"

namespace assay::catalogue {

// What was read so far, and what was wrong on the way.
struct Reading {
  Rows rows;
  std::vector<Error> errors;
};

// Each reads one file that its schema has accepted, and appends.
void read_requirements(const Document& document, Reading& into);
void read_interpretations(const Document& document, Reading& into);
void read_references(const Document& document, Reading& into);
void read_ics(const Document& document, Reading& into);
void read_ixit(const Document& document, Reading& into);
void read_planned(const Document& document, Reading& into);
void read_tables(const Document& document, Reading& into);

// An attribute's value; empty if absent.
std::string attribute(const pugi::xml_node& node, const char* name);
// The flat text of a child element; empty if absent.
std::string child_text(const pugi::xml_node& node, const char* name);
// An attribute that holds an expression; nothing if absent or wrong, the error then goes to `errors`.
std::optional<Expression> expression(const Document& document, const pugi::xml_node& node, const char* name,
                                     std::vector<Error>& errors);

// One error for each reference between rows that leads nowhere, each duplicate id, and each row whose
// parts contradict each other.
std::vector<Error> check_rows(const Catalogue& catalogue);

}  // namespace assay::catalogue
