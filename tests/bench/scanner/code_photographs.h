// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QByteArray>
#include <QImage>
#include <QString>

#include <cstdint>
#include <vector>

namespace yz::bench {

/** What is hard about a row of code pictures. */
struct CodeCase
{
    QString name;
    double module = 4; ///< points
    double turn = 0;   ///< degrees to either side, at most
    double aslant = 0; ///< how far a corner is pulled out of place, as a share of the code's side
    double blur = 0.5; ///< spread in points
    double light = 0.9;
    double noise = 2;
    bool isInverted = false;
    bool isThere = true; ///< otherwise only the desk: whatever is read is wrong
};
std::vector<CodeCase> codeCases();

/** Brightness only, 1280x720; the same for the same seed. */
QImage codePhotograph(const CodeCase &kind, const QByteArray &content, std::uint32_t seed);

} // namespace yz::bench
