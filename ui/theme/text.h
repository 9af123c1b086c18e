// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <QGlyphRun>
#include <QRect>
#include <QSize>
#include <QString>

#include <unordered_map>
#include <utility>
#include <vector>

class QPainter;

namespace yz::ui {

/** A text broken into lines for one width. All text of the own-painted parts goes through here. */
struct LaidText
{
    struct Line
    {
        QList<QGlyphRun> glyphs; ///< shaped once: painting does not shape again
        double ascent = 0;
        int width = 0;
    };
    std::vector<Line> lines;
    int em = 0;
    int lineHeight = 0;
    bool cut = false; ///< did not fit: shown with an ellipsis, and a layout test fails

    int width() const;
    int height() const { return lineHeight * static_cast<int>(lines.size()); }
    QSize size() const { return {width(), height()}; }
};

enum class Breaking {
    Plain,
    NoOrphan, ///< no hanzi or two left alone on the last line
    Balanced, ///< lines of about equal length: titles, centred words
};

/** How a text is to be set. */
struct TextSetting
{
    Role role = Role::Body;
    Weight weight = Weight::Regular;
    int maxLines = 0; ///< 0: as many as it takes
    Breaking breaking = Breaking::Plain;
};

LaidText layText(const Theme &theme, const QString &text, const TextSetting &setting, int width);
LaidText layText(const QString &text, const QFont &font, int lineHeight, int width, int maxLines,
                 Breaking breaking = Breaking::Plain);
/** With some of it in bold and underlined: begin and length, in order. Not remembered. */
using Marks = std::vector<std::pair<int, int>>;
LaidText layMarkedText(const Theme &theme, const QString &text, const Marks &marks, const TextSetting &setting,
                       int width);
/** Width of the text on one line. */
int textWidth(const Theme &theme, const QString &text, const TextSetting &setting);
int textWidth(const QString &text, const QFont &font);
/** Paints with the pen's colour. Chinese characters are centred by their em box, not by the font's ascent. */
void drawLaidText(QPainter &painter, const LaidText &laid, const QRect &box, Qt::Alignment alignment);

/** Texts laid so far, so that asking for a size, then painting, breaks each but once. Owner: Theme. Thread: GUI. */
class TextMemory
{
public:
    const LaidText *find(const QString &text, const TextSetting &setting, int width) const;
    const LaidText &keep(const QString &text, const TextSetting &setting, int width, LaidText laid);
    /** With every new page: the words of the last one may be somebody's. */
    void forget() { m_kept.clear(); }

private:
    struct Key
    {
        QString text;
        Role role;
        Weight weight;
        int maxLines;
        Breaking breaking;
        int width;
        bool operator==(const Key &) const = default;
    };
    struct Hash
    {
        std::size_t operator()(const Key &key) const noexcept;
    };
    std::unordered_map<Key, LaidText, Hash> m_kept;
};

/** What a part tells a layout test. */
class Laid
{
public:
    virtual ~Laid() = default;
    /** Whether all words are shown in full within the part's present size. */
    virtual bool textFits() const = 0;
};

} // namespace yz::ui
