// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "panel/key.h"

#include <QStringList>
#include <QWidget>

#include <vector>

namespace yz {

/**
 * What is being typed, and the words to choose from, page by page. Without words to offer it offers signs.
 * Owner: Keyboard. Thread: GUI. Personal data: what it shows, until shown something else.
 */
class CandidateBar : public QWidget
{
    Q_OBJECT

public:
    CandidateBar(const KeyboardLook &look, QWidget *parent);

    /** `prefix` is the stem of their objectNames: "candidate" or "symbol". */
    void offer(const QString &prefix, const QStringList &words);
    void setLine(const QString &line, bool hint);
    /** One row or two, each `rowHeight` tall, below a line of `lineHeight`. */
    void setRows(int rows, int rowHeight, int lineHeight);

Q_SIGNALS:
    void chosen(int index);

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void layPage();
    void layArrows(int right);
    Key *keyAt(std::size_t index);

    const KeyboardLook &m_look;
    QString m_prefix;
    QStringList m_words;
    QString m_line;
    bool m_hint = false;
    int m_rows = 1;
    int m_rowHeight = 0;
    int m_lineHeight = 0;
    std::vector<int> m_pageStarts{0}; ///< of the pages turned to so far
    int m_nextStart = 0;
    std::vector<Key *> m_keys;
    Key *m_previous;
    Key *m_next;
};

} // namespace yz
