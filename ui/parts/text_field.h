// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/text.h"

#include <QWidget>

class QLineEdit;
class QPlainTextEdit;

namespace yz::ui {

/**
 * Where an answer is written. No undo, no clipboard, no drag, no menu: the next citizen must find nothing of the last.
 * Owner: QObject parent; built anew per question. Thread: GUI. Personal data: what is typed, dies with it.
 */
class TextField : public QWidget, public Laid
{
    Q_OBJECT
public:
    enum class Lines { One, Many };

    TextField(const Theme &theme, Lines lines, const QString &name, int maxLength, QWidget *parent = nullptr);

    QString words() const;
    /** At the cursor: what a phrase card adds. */
    void insert(const QString &text);
    void setWords(const QString &text);
    void setPlaceholder(const QString &text);
    /** Dots instead of what is typed. */
    void hideWords();
    void setTrouble(bool trouble);
    /** The widget that the keyboard writes into. */
    QWidget *target() const;

    bool textFits() const override { return true; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void edited();
    void entered();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void keepWithinLength();
    int inset() const;

    const Theme &m_theme;
    QLineEdit *m_line = nullptr;
    QPlainTextEdit *m_many = nullptr;
    int m_maxLength;
    bool m_trouble = false;
};

} // namespace yz::ui
