// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "theme/theme.h"

#include <ui/intents.h>
#include <ui/views.h>

#include <QWidget>

#include <memory>
#include <optional>

class QVBoxLayout;

namespace yz::ui {

class ButtonRow;
class Pane;

/** How an answer is typed. */
enum class Typing { None, Pinyin, Digits, Code };

/**
 * One page. Shows its view and says what the citizen wants.
 * Owner: Shell; built anew for every view of another kind, destroyed with it. Thread: GUI.
 * Personal data: that of its view, and what is typed into it.
 */
class Screen : public QWidget
{
    Q_OBJECT
public:
    Screen(const Theme &theme, const QString &id, const QString &name, QWidget *parent = nullptr);

    /** Another view of the same kind. What the citizen typed stays. */
    virtual void refresh(const ScreenView &view) = 0;
    virtual Typing typing() const { return Typing::None; }
    virtual QWidget *typingTarget() const { return nullptr; }
    /** 完成 on the keyboard. */
    virtual void typed() {}
    /** What is typed or chosen now, to be carried over when the page is built anew in another size. */
    virtual std::optional<QStringList> draft() const { return {}; }
    /** A frame of the call; pages that show none let it pass. Valid during the call of this function only. */
    virtual void showRemote(const QImage &) {}
    virtual void showSelf(const QImage &) {}
    /** What the document camera sees. */
    virtual void showPage(const QImage &) {}

Q_SIGNALS:
    void wants(yz::Intent intent);
    /** The keyboard is needed now, or no longer. */
    void typingChanged();

protected:
    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
};

/** Builds the page for a view. */
std::unique_ptr<Screen> buildScreen(const Theme &theme, const ScreenView &view);

/**
 * Where things go on a page. Portrait: one column, what may be longer than the glass in a Pane, the buttons below.
 * Landscape: words and buttons left, the matter right. Owner: the page. Thread: GUI.
 */
class Frame
{
public:
    enum class Columns { ByShape, One };
    Frame(const Theme &theme, QWidget *page, Columns columns = Columns::ByShape, double leftShare = 0.42);

    QVBoxLayout *head() const { return m_head; } ///< title and words
    QVBoxLayout *main() const { return m_main; } ///< the matter
    ButtonRow *foot() const { return m_foot; }
    Pane *mainPane() const { return m_mainPane; }
    bool isOneColumn() const { return m_one; }

private:
    bool m_one;
    QVBoxLayout *m_head = nullptr;
    QVBoxLayout *m_main = nullptr;
    ButtonRow *m_foot = nullptr;
    Pane *m_mainPane = nullptr;
};

} // namespace yz::ui
