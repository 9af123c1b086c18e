// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cache/law_library.h>
#include <core/fault.h>
#include <ui/views.h>

#include <QString>

#include <cstdint>
#include <optional>
#include <variant>
#include <vector>

namespace yz {

// Where somebody who looks around can stand. Codes of the catalogue, never its words: those come with the language.

/** A paper on request. */
struct SheetAt
{
    SheetStands stands = SheetStands::None;
    std::uint64_t number = 0; ///< which one
};

/** Things to choose from. Topics: guide, find, institutions, people, lessons, referrals. */
struct ListStop
{
    QString topic;
    QString chip = {}; ///< empty: all of them
    QString of = {};   ///< people: of this institution
};
struct PageStop
{
    enum class Kind { Item, Institution, Person, Lesson, Referral };
    Kind kind = Kind::Item;
    QString id;
    SheetAt sheet = {};
};
/** A question of 帮我选. */
struct ChoiceStop
{
    QString node;
};
/** The page before a journey, where something was looked up from it. */
struct GuideStop
{
    QString service;
};
/** The law library. Personal data, perhaps: what was typed. */
struct LawStop
{
    QString query = {};
    std::uint64_t asked = 0; ///< the answer that counts
    LawSearchView::Stands stands = LawSearchView::Stands::Empty;
    LawFindings findings = {};
    Fault fault = Fault::Internal;
};
/** One article, or why it cannot be shown. */
struct ArticleStop
{
    std::optional<LawArticle> article;
    Fault fault = Fault::NotFound;
    SheetAt sheet = {};
};

using Stop = std::variant<ListStop, PageStop, ChoiceStop, GuideStop, LawStop, ArticleStop>;
/** The way here; the way back is its other direction. */
using Trail = std::vector<Stop>;

} // namespace yz
