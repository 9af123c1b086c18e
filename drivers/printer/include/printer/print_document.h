// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QString>

#include <variant>
#include <vector>

namespace yz {

/** What is to stand on the paper, without a word on how a model draws it. A value. May carry personal data. */
struct PrintDocument
{
    enum class Align { Left, Centre };
    enum class Size { Caption, Body, Title, Display };

    struct Line
    {
        QString text; ///< wrapped at the paper's width
        Size size = Size::Body;
        Align align = Align::Left;
        bool bold = false;
    };
    /** A label and its value side by side, the value wrapped in a column of its own. */
    struct Pair
    {
        QString label;
        QString value;
    };
    struct Rule
    {
    };
    struct Gap
    {
        double millimetres = 2.0;
    };
    struct QrCode
    {
        QByteArray content; ///< at most 213 bytes (version 10, level M)
        QString caption;
    };
    using Block = std::variant<Line, Pair, Rule, Gap, QrCode>;

    std::vector<Block> blocks;
};

} // namespace yz
