# What the hosted pages say. One message is one sentence or label; { $name } is filled in.

## Around every page

frame-description = { $app }へのログインとアカウントの管理ができます。
frame-environment = 環境
frame-development = 開発環境 – 実在する人の情報は入力しないでください
frame-privacy = プライバシー
frame-terms = 利用規約
frame-help = ヘルプ
frame-language = 言語
frame-show-password = パスワードを表示
frame-hide-password = パスワードを非表示

## Words of several pages

to-client = 「{ $client }」に移動します
continue = 続ける
change = 変更
start-again = 最初からやり直す
email-address = メールアドレス
name = 名前
optional = 任意
password = パスワード
new-password = 新しいパスワード
password-hint = { $least }文字以上。関連のない単語をいくつか組み合わせるのがおすすめです。
code = 確認コード
sign-in = ログイン
sign-up = アカウントを作成
sign-out = ログアウト
signed-in = ログインしました
signed-in-as = { $email } でログイン中
use-another-account = 別のアカウントを使用
provider-continue = { $provider }で続ける
fields-problem = 印の付いた項目をもう一度ご確認ください。
fields-check = 以下の項目をご確認ください。

## Signing in

identifier-new = はじめてご利用ですか？
identifier-notice-undone = メールアドレスを元に戻し、すべてのデバイスからログアウトしました。新しいパスワードを設定するか、確認コードでログインしてください。
identifier-notice-password = 新しいパスワードを設定しました。新しいパスワードでログインしてください。
chooser-title = アカウントを選択
password-heading = パスワードを入力
password-forgot = パスワードをお忘れですか？
password-mail-code = 確認コードをメールで受け取る
password-mail-link = リンクをメールで受け取る
code-heading-sign-in = メールをご確認ください
code-heading-sign-up = メールアドレスの確認
code-heading-setup = 本人確認
code-expired = { $address } に送信した確認コードまたはリンクの有効期限が切れました。
code-sent = { $address } に6桁の確認コードを送信しました。このブラウザで{ $minutes }分間有効です。
code-link-sent = { $address } にリンクを送信しました。このブラウザで{ $minutes }分間有効です。
code-send-new = 新しい確認コードを送信
code-send-new-link = 新しいリンクを送信
code-wrong-address = メールアドレスが違いますか？
connect-title = 本人確認
connect-why = { $provider }からメールアドレス { $address } を受け取りました。このメールアドレス、またはこのメールアドレスで登録済みのアカウントがご本人のものであることを、一度だけ確認してください。以後は{ $provider }でログインできます。
connect-mail-code = 確認コードをメールで受け取る
connect-password = パスワードを入力
provider-tested-title = プロバイダーのテスト
provider-tested-works = { $provider } は動作しています
provider-tested-failed = { $provider } のテストに失敗しました
provider-tested-nobody = 誰もサインインしておらず、何も保存されていません。このページは閉じてかまいません。
provider-tested-cause = 原因:
provider-tested-absent = 送信なし
link-title = ご本人による操作ですか？
link-dead = このリンクはここでは使用できません
link-sign-in-instead = こちらからログイン

## Signing up

sign-up-have = アカウントをお持ちですか？

## A forgotten password

reset-title = パスワードの再設定
reset-how = 確認コードとリンクをメールでお送りします。どちらかを使用するまで、パスワードは変わりません。
reset-send = 送信
reset-remembered = パスワードを思い出しましたか？
new-password-title = 新しいパスワードを設定
new-password-sent = { $address } のアカウントがある場合は、確認コードをお送りしています。30分間有効です。
new-password-whose = { $address } のパスワードを設定します。すべてのデバイスからログアウトされます。
new-password-set = パスワードを設定
new-password-nothing = メールが届きませんか？
new-password-again = もう一度送信

## Consent

consent-title = アクセスの許可
consent-heading = 「{ $client }」にアクセスを許可しますか？
consent-who = 「{ $client }」（{ $host }）は、{ $app }が提供するアプリではありません。次の許可を求めています。
consent-scope-openid = ここでのアカウントを識別する
consent-scope-profile = 名前、画像、言語を見る
consent-scope-email = メールアドレスを見る
consent-scope-roles = ロールを見る
consent-scope-offline = 不在の間も接続を維持する
consent-scope-other = 「{ $scope }」を使用する
consent-allow = 許可
consent-deny = 拒否
consent-privacy = このアプリのプライバシーポリシー
consent-terms = このアプリの利用規約

## On the way

hop-back = アプリに戻ってください。その後、このウィンドウは閉じてかまいません。
hop-open = アプリを開く
hop-on = { $host } に移動します。
sign-out-title = { $app }からログアウトしますか？
sign-out-stay = ログインしたままにする
goodbye-title = ログアウト完了
goodbye-heading = ログアウトしました
goodbye-shared = 共有のコンピュータをお使いの場合は、このウィンドウも閉じてください。
sign-in-again = もう一度ログイン

## The platform

setup-title = セットアップ
setup-heading = このプラットフォームをセットアップ
setup-how = 運用担当者として招待されています。パスワードを決めてから、メールでお送りする確認コードでメールアドレスを確認してください。
error-home = { $app }に戻る
error-reference = 参照番号
error-our-side = システム側で問題が発生しました。何も変更されていません。

## Staying, and what is still missing

identifier-notice-leaving = アカウントは削除される予定です。すべてのデバイスでログアウトしました。残すには、ログインしてください。
identifier-notice-deleted = アカウントを削除しました。
reactivate-title = アカウントを残しますか？
reactivate-when = { $day } に、内容もすべて含めて削除されます。
reactivate-keep = アカウントを残す
reactivate-leave = このまま削除する
step-title = あと少しです
step-why = { $app } では、すべての方にご入力いただいています。
terms-agree = 利用規約に同意します
terms-read = 利用規約を読む

## An invitation

invited-title = 招待が届いています
invited-heading = { $app } への招待
invited-new = アカウントを作成して承諾してください。メールアドレスは確認済みです。
invited-create = 承諾してアカウントを作成
invited-known = すでにアカウントがあります。ログインして承諾してください。
invited-consent = お使いのアカウントで招待を承諾してください。
invited-accept = 承諾する

## Proving oneself again

step-up-title = 本人確認
step-up-why = この先は厳重に保護されているため、{ $app }がもう一度確認します。
step-up-totp-code = アプリの確認コード
step-up-recovery-code = リカバリーコード
step-up-recovery-hint = それぞれ1回だけ使えます。
step-up-by-password = パスワードを使う
step-up-by-totp = 認証アプリを使う
step-up-by-recovery-code = リカバリーコードを使う
step-up-by-passkey = パスキーを使う
step-up-by-provider = プロバイダーでログイン

## Passkeys

passkey-use = パスキーでログイン
passkey-offer-title = 次回からもっと速くログイン
passkey-offer-why = パスキーを使うと、指紋、顔、または端末の PIN でログインできます。推測されることも、偽のページに盗まれることもありません。
passkey-create = パスキーを作成
passkey-later = 今はしない
passkey-never = この端末では今後確認しない

## 2 つ目の要素

mfa-title = ご本人の確認
mfa-app-how = 認証アプリに表示される { $app } の 6 桁の数字です。
mfa-recovery-code = リカバリーコード
mfa-recovery-how = 保存したコードの 1 つです。それぞれ 1 回だけ使えます。
mfa-few-left =
    { $left ->
       *[other] 残りは { $left } 個です。
    }
mfa-remember =
    { $days ->
       *[other] このブラウザーでは { $days } 日間たずねない
    }
mfa-use-app = 認証アプリを使う
mfa-use-recovery = リカバリーコードを使う
mfa-lost = どの方法も使えない場合は、アプリケーションのサポートにお問い合わせください。
mfa-setup-title = 2 つ目の要素の設定
mfa-setup-why = 続けるには、サインインの方法に加えて 2 つ目の要素でアカウントを保護してください。
mfa-setup-passkey = パスキー
mfa-setup-app-how = 認証アプリ、またはそのようなコードを作れるパスワードマネージャーが必要です。
mfa-setup-begin = アプリを設定する
mfa-scan = 認証アプリでこれを読み取り、表示された 6 桁の数字を入力してください。
mfa-qr = 認証アプリ用の QR コード
mfa-key-instead = 代わりにキーを入力する
mfa-key-how = アプリで「キーを入力」と時間ベースのコードを選び、次を入力してください:
mfa-other-key = 別のキーを作る
mfa-codes-title = リカバリーコードを保存してください
mfa-codes-how = 2 つ目の要素を失ったときに、それぞれ 1 回ずつ代わりになります。ほかの人に見つからない場所に保管してください。もう一度表示されることはありません。
mfa-codes-saved = これらのコードを保存しました
mfa-codes-gone = リカバリーコードはもう表示されません。保存していない場合は、アカウントで新しく作ってください。
mfa-codes-seen = わかりました

## Codes by SMS

mfa-sms-to = { $phone } に 6 桁のコードを送信します。
mfa-sms-send = コードを送信
mfa-use-sms = SMS のコードを使う
