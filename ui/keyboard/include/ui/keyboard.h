// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <ui/input_engine.h>
#include <ui/screen_profile.h>

#include <QPointer>
#include <QWidget>

#include <memory>
#include <vector>

namespace yz {

class CandidateBar;
class Key;
class KeyboardLook;
struct KeyPlan;
struct KeySpec;

/**
 * The on-screen keyboard: types into the attached widget as an input method does, and never takes the focus.
 * Lies in any rectangle; sizes are millimetres of its profile. Every key is a small button with an objectName
 * (`key.a`, `key.delete`, `key.space`, `key.done`, `candidate.0` …) and an accessible name.
 * Owner: the Shell; another text size or contrast is another Keyboard. Thread: GUI. Errors: none.
 * Personal data: the letters being composed and their candidates, until committed or reset().
 */
class Keyboard : public QWidget
{
    Q_OBJECT

public:
    enum class Mode {
        Pinyin,   ///< 26 keys and candidates; 123 and 英文 lead to digits and letters and back
        Digits,   ///< telephone numbers, amounts: nothing but digits
        IdNumber, ///< digits and X
        Letters,  ///< as typed
        Code,     ///< capitals and digits side by side: numbers of slips
    };

    /** Without an engine (its blob was refused) Pinyin types plain letters. The engine outlives the keyboard. */
    Keyboard(const InputEngine *engine, const ScreenProfile &profile, QWidget *parent = nullptr);
    ~Keyboard() override;

    /** Types into `target` from now on (nullptr: nowhere). What was being composed is dropped. */
    void attach(QWidget *target);
    QWidget *target() const { return m_target; }
    /** What the field asks for. Also leaves digits or letters that the citizen had switched to. */
    void setMode(Mode mode);
    Mode mode() const { return m_mode; }
    /** Forgets composition, candidates and target, and returns to the field's mode: between fields and between
     * citizens. */
    void reset();

    /** The height at which keys are as tall as they need be, for the width given. */
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    /** 完成 was tapped; what was being composed has been committed. */
    void done();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;

private:
    enum class Shown { Pinyin, Letters, Numbers, Digits, IdNumber, Code }; ///< Numbers: digits and signs inside a text

    struct Measures;
    Measures measured() const;

    void turnTo(Shown shown);
    void rebuildKeys();
    void layKeys();
    void tapped(const KeySpec &spec);
    void type(const KeySpec &spec);
    void compose(const QString &letters);
    void choose(int candidate);
    void commitComposition();
    QStringList signsShown() const;
    void commit(const QString &text);
    void erase();
    void clearTarget();
    bool targetTakesLines() const;
    bool composes() const { return m_shown == Shown::Pinyin && m_engine != nullptr; }
    bool hasBar() const { return m_shown == Shown::Pinyin || m_shown == Shown::Letters || m_shown == Shown::Numbers; }

    const InputEngine *m_engine;
    std::unique_ptr<KeyboardLook> m_look;
    std::unique_ptr<KeyPlan> m_plan;
    QPointer<QWidget> m_target;
    Mode m_mode = Mode::Pinyin;
    Shown m_shown = Shown::Pinyin;
    bool m_capital = false;
    QString m_letters; ///< being composed
    std::vector<InputEngine::Candidate> m_candidates;
    CandidateBar *m_bar;
    std::vector<Key *> m_keys; ///< one for each of the plan's
};

} // namespace yz
