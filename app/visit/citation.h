// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <words/catalogue.h>

#include <QString>

#include <optional>
#include <vector>

namespace yz {

/** The article that a source names: "《法律援助法》第三十一条", "《劳动法》第十条之一". Nothing when it names none. */
std::optional<Lesson::Citation> citationIn(const QString &source);

/** Which of some sources name one. */
std::vector<bool> citationsAmong(const QStringList &sources);

} // namespace yz
