// SPDX-License-Identifier: Apache-2.0
#include "parts/text_field.h"

#include "theme/surface.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QTextDocument>

namespace yz::ui {
namespace {

/** A text editor that neither gives to the clipboard nor takes from it. */
class SilentEdit : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

protected:
    QMimeData *createMimeDataFromSelection() const override { return nullptr; }
    bool canInsertFromMimeData(const QMimeData *) const override { return false; }
    void insertFromMimeData(const QMimeData *) override {}
};

bool isForbidden(const QKeyEvent &key)
{
    for (const auto chord : {QKeySequence::Undo, QKeySequence::Redo, QKeySequence::Copy, QKeySequence::Cut,
                             QKeySequence::Paste, QKeySequence::SelectAll})
        if (key.matches(chord))
            return true;
    return (key.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier)) != 0;
}

} // namespace

TextField::TextField(const Theme &theme, Lines lines, const QString &name, int maxLength, QWidget *parent)
    : QWidget(parent), m_theme(theme), m_maxLength(maxLength)
{
    setAccessibleName(name);
    setObjectName(QStringLiteral("form.field.frame"));
    QWidget *inner = nullptr;
    if (lines == Lines::One) {
        m_line = new QLineEdit(this);
        m_line->setFrame(false);
        m_line->setDragEnabled(false);
        if (maxLength > 0)
            m_line->setMaxLength(maxLength);
        connect(m_line, &QLineEdit::textChanged, this, &TextField::edited);
        connect(m_line, &QLineEdit::returnPressed, this, &TextField::entered);
        inner = m_line;
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    } else {
        m_many = new SilentEdit(this);
        m_many->setFrameShape(QFrame::NoFrame);
        m_many->setUndoRedoEnabled(false);
        m_many->setTabChangesFocus(true);
        m_many->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_many->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        m_many->document()->setDocumentMargin(0);
        m_many->viewport()->setAcceptDrops(false);
        m_many->viewport()->setContextMenuPolicy(Qt::NoContextMenu);
        m_many->viewport()->setAccessibleName(name);
        m_many->viewport()->setObjectName(QStringLiteral("form.field.paper"));
        m_many->viewport()->setAutoFillBackground(false);
        connect(m_many, &QPlainTextEdit::textChanged, this, &TextField::keepWithinLength);
        inner = m_many;
        setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    }
    inner->setObjectName(QStringLiteral("form.field"));
    inner->setAccessibleName(name);
    inner->setAcceptDrops(false);
    inner->setContextMenuPolicy(Qt::NoContextMenu);
    inner->setFont(theme.font(m_line ? Role::Title : Role::Lead));
    QPalette palette = theme.palette();
    palette.setColor(QPalette::Base, Qt::transparent);
    inner->setPalette(palette);
    inner->installEventFilter(this);
    setFocusProxy(inner);
}

QWidget *TextField::target() const
{
    return m_line ? static_cast<QWidget *>(m_line) : m_many;
}

QString TextField::words() const
{
    return m_line ? m_line->text() : m_many->toPlainText();
}

void TextField::setWords(const QString &text)
{
    if (m_line) {
        m_line->setText(text);
    } else {
        m_many->setPlainText(text);
        m_many->moveCursor(QTextCursor::End);
    }
}

void TextField::insert(const QString &text)
{
    if (m_line) {
        m_line->insert(text);
    } else if (m_maxLength <= 0 || words().size() + text.size() <= m_maxLength) {
        m_many->insertPlainText(text);
        m_many->ensureCursorVisible();
    }
    target()->setFocus(Qt::OtherFocusReason);
}

void TextField::setPlaceholder(const QString &text)
{
    if (m_line)
        m_line->setPlaceholderText(text);
    else
        m_many->setPlaceholderText(text);
}

void TextField::hideWords()
{
    if (m_line)
        m_line->setEchoMode(QLineEdit::Password);
}

void TextField::setTrouble(bool trouble)
{
    m_trouble = trouble;
    update();
}

void TextField::keepWithinLength()
{
    if (m_maxLength > 0 && words().size() > m_maxLength) {
        QTextCursor cursor = m_many->textCursor();
        const int at = std::min(cursor.position(), m_maxLength);
        m_many->setPlainText(words().left(m_maxLength)); // comes back here once, then fits
        cursor = m_many->textCursor();
        cursor.setPosition(at);
        m_many->setTextCursor(cursor);
        return;
    }
    Q_EMIT edited();
}

int TextField::inset() const
{
    return m_theme.mm(4);
}

QSize TextField::sizeHint() const
{
    const int least = m_theme.px(token::kPrimaryHeight);
    if (m_line)
        return {m_theme.mm(100), std::max(least, m_theme.lineHeight(Role::Title) + m_theme.mm(6))};
    return {m_theme.mm(100), 4 * m_theme.lineHeight(Role::Lead) + m_theme.mm(6)};
}

QSize TextField::minimumSizeHint() const
{
    if (m_line)
        return {m_theme.mm(50), sizeHint().height()};
    return {m_theme.mm(50), 3 * m_theme.lineHeight(Role::Lead) + m_theme.mm(6)};
}

void TextField::resizeEvent(QResizeEvent *)
{
    if (m_line)
        m_line->setGeometry(rect().adjusted(inset(), m_theme.mm(1.5), -inset(), -m_theme.mm(1.5)));
    else
        m_many->setGeometry(rect().adjusted(inset(), m_theme.mm(3), -inset(), -m_theme.mm(3)));
}

bool TextField::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride) {
        const auto &key = *static_cast<QKeyEvent *>(event);
        if (isForbidden(key)) {
            event->accept();
            return true;
        }
    }
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut)
        update();
    if (event->type() == QEvent::ContextMenu)
        return true;
    return QWidget::eventFilter(watched, event);
}

void TextField::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Colours &c = m_theme.colours();
    const bool focused = target()->hasFocus();
    Sheet sheet;
    sheet.fill = c.surface;
    sheet.radius = token::kButtonRadius;
    sheet.border = m_trouble ? c.danger : focused ? c.brand : c.fieldBorder;
    sheet.borderWidth = m_trouble || focused ? Millimetres{0.8} : token::kBorder;
    paintSheet(painter, m_theme, rect(), sheet);
}

} // namespace yz::ui
